from django.apps import AppConfig


class CircularsConfig(AppConfig):
    name = "fulian.inbox.circulars"
    verbose_name = "通知"

    def ready(self) -> None:
        from fulian.attachments.registry import register_owner
        from fulian.core.permissions import Permission
        from fulian.inbox.circulars.models import Circular

        register_owner(Circular, Permission.CIRCULARS_VIEW)
