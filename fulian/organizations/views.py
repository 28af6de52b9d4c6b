from typing import Any

from django.urls import reverse
from django.utils import timezone

from fulian.core import views
from fulian.core.chinese import long_date
from fulian.core.permissions import Permission
from fulian.organizations import services
from fulian.organizations.choices import ChangeKind
from fulian.organizations.filters import OrganizationFilter
from fulian.organizations.forms import (
    CloseForm,
    CodeForm,
    DetailsForm,
    MergeForm,
    MoveForm,
    OrganizationForm,
    RenameForm,
)
from fulian.organizations.models import BEGINNING, Organization, OrganizationChange
from fulian.organizations.tables import OrganizationTable


class OrganizationList(views.ListView):
    permission = Permission.ORGANIZATIONS_VIEW
    queryset = Organization.objects.select_related("parent")
    filterset_class = OrganizationFilter
    table_class = OrganizationTable
    sorts = {"code": ("区划代码", "sort_key"), "name": ("名称", "name"), "newest": ("成立日期，新的在前", "-opened_on")}
    page_title = "组织"
    create_url = "organizations:organization-create"
    create_label = "新建组织"
    create_permission = Permission.ORGANIZATIONS_EDIT
    empty_title = "还没有组织"
    empty_text = "用区划代码表批量导入，或者一个一个新建。"

    def get_queryset(self):
        rows = super().get_queryset()
        return rows if "state" in self.request.GET else rows.filter(closed_on__isnull=True)


class OrganizationDetail(views.DetailView):
    permission = Permission.ORGANIZATIONS_VIEW
    queryset = Organization.objects.select_related("parent", "merged_into")
    template_name = "organizations/organization_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        organization = self.object
        user = self.request.user
        children = organization.children.filter(closed_on__isnull=True).in_tree_order()
        return super().get_context_data(
            back_url=reverse("organizations:organization-list"),
            facts=_facts(organization),
            children=list(children[:200]),
            merged=list(organization.merged_from.order_by("closed_on")),
            posts=list(
                organization.posts.active_on(timezone.localdate()).select_related("user").prefetch_related("post_roles")
            ),
            codes=list(organization.codes.all()),
            history=[_event(change) for change in organization.changes.select_related("other", "created_by")],
            may_edit=organization.closed_on is None
            and user.scope(Permission.ORGANIZATIONS_EDIT).covers(organization.path),
            may_appoint=organization.closed_on is None
            and user.scope(Permission.ACCOUNTS_MANAGE).covers(organization.path),
            may_see_people=user.scope(Permission.ACCOUNTS_VIEW).covers(organization.path),
            **kwargs,
        )


def _facts(organization: Organization) -> list[tuple[str, Any]]:
    labels = {
        field.name: field.verbose_name for field in Organization._meta.get_fields() if hasattr(field, "verbose_name")
    }
    opened = "" if organization.opened_on == BEGINNING else long_date(organization.opened_on)
    facts: list[tuple[str, Any]] = [
        (labels["level"], organization.get_level_display()),
        (labels["kind"], organization.get_kind_display()),
        (labels["full_name"], organization.official_name),
        (labels["code"], organization.code),
        (labels["phone"], organization.phone),
        (labels["women_count"], organization.women_count),
        (labels["opened_on"], opened),
    ]
    if organization.closed_on:
        facts.append((labels["closed_on"], long_date(organization.closed_on)))
    return facts


def _event(change: OrganizationChange) -> dict[str, Any]:
    """One line of the history, in words."""
    other = change.other.name if change.other else ""
    if change.kind == ChangeKind.RENAMED:
        what = f"{change.get_kind_display()}，原名{change.old_name}"
    elif change.kind == ChangeKind.MOVED:
        what = f"{change.get_kind_display()}到{other}"
    elif change.kind == ChangeKind.MERGED:
        into = change.organization.merged_into_id == change.other_id
        what = f"{change.get_kind_display()}，并入{other}" if into else f"{change.get_kind_display()}，{other}并入"
    else:
        what = change.get_kind_display()
    known = change.effective_on != BEGINNING
    note = "；".join(
        part for part in (change.note, f"登记人：{change.created_by}" if change.created_by else "") if part
    )
    return {"what": f"{long_date(change.effective_on)} {what}" if known else what, "note": note}


class OrganizationCreate(views.FormView):
    permission = Permission.ORGANIZATIONS_EDIT
    form_class = OrganizationForm
    page_title = "新建组织"
    submit_label = "新建组织"
    success_message = "组织已建立。接下来可以为它安排任职。"

    def get_initial(self) -> dict[str, Any]:
        parent = self.request.GET.get("parent", "")
        return {**super().get_initial(), "parent": parent if parent.isdigit() else None}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("organizations:organization-list"), **kwargs)

    def perform(self, form: OrganizationForm) -> Organization:
        return services.open_organization(**form.cleaned_data, by=self.request.user)


class Change(views.UpdateView):
    """One act on an organization."""

    permission = Permission.ORGANIZATIONS_EDIT
    seen_with = Permission.ORGANIZATIONS_VIEW
    queryset = Organization.objects.all()
    intro = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(intro=self.intro, **kwargs)


class OrganizationUpdate(Change):
    form_class = DetailsForm
    page_title = "修改组织资料"

    def perform(self, form: DetailsForm) -> Organization:
        return services.update_details(organization=self.object, by=self.request.user, **form.cleaned_data)


class OrganizationRename(Change):
    form_class = RenameForm
    page_title = "更名"
    submit_label = "更名"
    success_message = "已更名，原名称留在沿革里。"

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "name": self.object.name}

    def perform(self, form: RenameForm) -> Organization:
        data = {**form.cleaned_data, "full_name": form.cleaned_data["full_name"] or None}
        return services.rename_organization(organization=self.object, by=self.request.user, **data)


class OrganizationRecode(Change):
    form_class = CodeForm
    page_title = "变更区划代码"
    submit_label = "变更代码"
    success_message = "代码已变更，原代码留在沿革里。"

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "code": self.object.code}

    def perform(self, form: CodeForm) -> Organization:
        return services.change_code(organization=self.object, by=self.request.user, **form.cleaned_data)


class OrganizationMove(Change):
    form_class = MoveForm
    page_title = "调整隶属"
    submit_label = "调整隶属"
    success_message = "隶属已调整。"
    intro = "它和它下面的组织一起调过去。过去的数字仍按当时的隶属计算，已有记录不改动。"

    def perform(self, form: MoveForm) -> Organization:
        return services.move_organization(organization=self.object, by=self.request.user, **form.cleaned_data)


class OrganizationMerge(Change):
    form_class = MergeForm
    page_title = "撤并"
    submit_label = "办理撤并"
    success_message = "撤并已登记。请为原组织的人员另行安排任职。"

    @property
    def intro(self) -> str:
        name = self.object.name
        return f"选中的组织并入{name}：它们从生效那天起撤销，下面的组织归{name}，原有记录由{name}继续查看。"

    def perform(self, form: MergeForm) -> Organization:
        data = {**form.cleaned_data, "sources": list(form.cleaned_data["sources"])}
        return services.merge_organizations(into=self.object, by=self.request.user, **data)


class OrganizationClose(Change):
    form_class = CloseForm
    page_title = "撤销组织"
    submit_label = "撤销组织"
    success_message = "组织已撤销。记录都还在，可以在“已撤销”里找到。"
    intro = "没有并入别处才用撤销；并入别的组织，请到接收它的组织页面办理撤并。"

    def perform(self, form: CloseForm) -> Organization:
        return services.close_organization(organization=self.object, by=self.request.user, **form.cleaned_data)
