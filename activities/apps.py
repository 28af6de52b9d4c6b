from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "activities"
    verbose_name = "活动"

    def ready(self) -> None:
        from activities.models import Activity
        from fulian.attachments.registry import register_owner
        from fulian.core.permissions import Permission
        from fulian.registers import uses

        register_owner(Activity, Permission.ACTIVITIES_VIEW, edit=Permission.ACTIVITIES_EDIT, uploads=True)
        uses.register(
            uses.VenueUse(
                "activities.activities", "活动", "场次", Activity.objects.active, "venue", "starts_on", "sessions"
            )
        )
