from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "activities"
    verbose_name = "活动"

    def ready(self) -> None:
        from activities.models import Activity
        from fulian.attachments.registry import register_owner
        from fulian.core.permissions import Permission

        register_owner(Activity, Permission.ACTIVITIES_VIEW, edit=Permission.ACTIVITIES_EDIT)
