from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "plans.supervision"
    verbose_name = "督办"

    def ready(self) -> None:
        from fulian.attachments.registry import register_owner
        from fulian.core.permissions import Permission
        from plans.supervision.models import Reply

        register_owner(Reply, Permission.SUPERVISION_VIEW)  # evidence stays with its answer: nobody takes it away
