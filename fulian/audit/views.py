from fulian.audit.filters import AccessEventFilter, AuditEventFilter
from fulian.audit.models import AccessEvent, AuditEvent
from fulian.audit.tables import AccessEventTable, AuditEventTable
from fulian.core import views
from fulian.core.permissions import Permission

SORTS = {"newest": ("新的在前", "-at"), "oldest": ("早的在前", "at")}


class AuditEventList(views.ListView):
    permission = Permission.AUDIT_VIEW
    queryset = AuditEvent.objects.all()
    filterset_class = AuditEventFilter
    table_class = AuditEventTable
    template_name = "audit/auditevent_list.html"
    sorts = SORTS
    page_size = 50
    page_title = "操作记录"
    page_intro = "谁在什么时候做了什么。记录只增不改，不含个人信息。"
    empty_title = "还没有操作记录"


class AccessEventList(views.ListView):
    permission = Permission.AUDIT_VIEW
    queryset = AccessEvent.objects.all()
    filterset_class = AccessEventFilter
    table_class = AccessEventTable
    template_name = "audit/accessevent_list.html"
    sorts = SORTS
    page_size = 50
    page_title = "查看记录"
    page_intro = "谁看过需要保密的内容、导出过哪些台账。"
    empty_title = "还没有查看记录"
