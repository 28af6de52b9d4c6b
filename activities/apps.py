from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "activities"
    verbose_name = "活动"

    def ready(self) -> None:
        from activities.models import Activity
        from activities.serving import activities_for
        from activities.teamwork import hours_of
        from fulian.attachments.registry import register_owner
        from fulian.core.permissions import Permission
        from fulian.registers import uses
        from plans import linked

        linked.register(linked.LinkedRecords("activities.activities", "对应的活动", activities_for))
        register_owner(Activity, Permission.ACTIVITIES_VIEW, edit=Permission.ACTIVITIES_EDIT, uploads=True)
        uses.register_work(
            uses.TeamWork("activities.hours", "志愿服务时长", "小时", Permission.ACTIVITIES_VIEW, hours_of)
        )
        uses.register(
            uses.VenueUse(
                "activities.activities", "活动", "场次", Activity.objects.active, "venue", "starts_on", "sessions"
            )
        )
