import django_tables2 as tables

from fulian.audit.models import AccessEvent, AuditEvent


class AuditEventTable(tables.Table):
    event_label = tables.Column(verbose_name=AuditEvent._meta.get_field("event").verbose_name)
    subject_label = tables.Column(verbose_name="对象")
    actor_label = tables.Column(verbose_name=AuditEvent._meta.get_field("actor_label").verbose_name, empty_values=())
    at = tables.DateTimeColumn(verbose_name=AuditEvent._meta.get_field("at").verbose_name, format="Y-m-d H:i")

    class Meta:
        model = AuditEvent
        fields = ("event_label", "subject_label", "actor_label", "at")
        orderable = False
        attrs = {"caption": "操作记录"}

    def render_actor_label(self, value: str) -> str:
        return value or "系统"


class AccessEventTable(tables.Table):
    what = tables.Column(verbose_name=AccessEvent._meta.get_field("what").verbose_name)
    subject_label = tables.Column(verbose_name="对象")
    actor_label = tables.Column(verbose_name=AccessEvent._meta.get_field("actor_label").verbose_name)
    at = tables.DateTimeColumn(verbose_name=AccessEvent._meta.get_field("at").verbose_name, format="Y-m-d H:i")

    class Meta:
        model = AccessEvent
        fields = ("what", "subject_label", "actor_label", "at")
        orderable = False
        attrs = {"caption": "查看记录"}
