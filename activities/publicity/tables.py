import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html

from activities.publicity.models import Adoption, Message


class AdoptionTable(tables.Table):
    title = tables.Column(linkify=True)
    level = tables.Column(verbose_name="级别", accessor="platform__get_level_display")

    class Meta:
        model = Adoption
        fields = ("title", "published_on", "platform", "level", "organization")
        sequence = fields
        orderable = False

    def render_published_on(self, record: Adoption) -> str:
        return f"{record.published_on:%Y-%m-%d}"

    def render_title(self, value: str, record: Adoption) -> str:
        if record.is_cancelled:
            return format_html('{} <span class="status status--stop">{}</span>', value, record.get_status_display())
        return value


class MessageTable(tables.Table):
    title = tables.Column(linkify=True)

    class Meta:
        model = Message
        fields = ("title", "organization", "lies_with", "submitted_at", "standing")
        sequence = fields
        orderable = False

    def render_submitted_at(self, record: Message) -> str:
        return f"{timezone.localtime(record.submitted_at):%m-%d}"

    def render_standing(self, record: Message) -> str:
        return render_to_string(
            "_components/status.html", {"label": record.get_standing_display(), "tone": record.tone}
        )
