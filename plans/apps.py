from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "工作计划"

    def ready(self) -> None:
        from fulian.attachments.registry import register_owner
        from fulian.core.permissions import Permission
        from plans.models import LogEntry, Share, Target

        for model in (Target, LogEntry, Share):  # evidence stays with what it is evidence of: nobody takes it away
            register_owner(model, Permission.PLANS_VIEW)
