from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    name = "activities.attendance"
    verbose_name = "报名签到"

    def ready(self) -> None:
        from activities.attendance.models import Roll
        from activities.attendance.standing import part_of
        from activities.parts import Part, register
        from fulian.attachments.registry import register_owner
        from fulian.core.permissions import Permission

        register_owner(Roll, Permission.ACTIVITIES_EDIT, edit=Permission.ACTIVITIES_EDIT)
        register(Part("attendance", order=10, template="attendance/_part.html", context=part_of))
