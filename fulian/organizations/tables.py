import django_tables2 as tables

from fulian.organizations.models import Organization


class OrganizationTable(tables.Table):
    name = tables.Column(verbose_name=Organization._meta.get_field("name").verbose_name, linkify=True)
    parent = tables.Column(accessor="parent__name", verbose_name="上级")
    state = tables.Column(verbose_name="状态", empty_values=())

    class Meta:
        model = Organization
        fields = ("name", "level", "parent", "code", "phone", "state")
        orderable = False
        attrs = {"caption": "组织"}

    def render_state(self, record: Organization) -> str:
        if record.closed_on is None:
            return "现有"
        return "已并入" if record.merged_into_id else "已撤销"
