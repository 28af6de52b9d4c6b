from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "fulian.registers"
    verbose_name = "阵地队伍"

    def ready(self) -> None:
        from fulian.attachments.registry import register_owner
        from fulian.core.permissions import Permission
        from fulian.registers.models import VenueCheck

        register_owner(VenueCheck, Permission.REGISTERS_VIEW, edit=Permission.REGISTERS_EDIT)
