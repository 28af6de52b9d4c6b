"""简报: one activity, or a month of them, with photos, as a document to print, to send on or to pin up."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from activities import telling
from activities.models import Activity
from fulian.attachments.models import Attachment
from fulian.attachments.services import read_attachment
from fulian.core.chinese import long_date
from fulian.core.periods import Month
from fulian.documents.blocks import Block, Document, Heading, Note, Paragraph, Photo, Photos, Subtitle, Title, as_runs
from fulian.indicators.figures import figures
from fulian.indicators.models import Indicator
from fulian.organizations.models import Organization

MOST_PHOTOS = 4
MOST_TOLD = 5  # activities of a month that are told; the others are in the figures
MONTHLY = ("activity.sessions", "activity.attendances")


def bulletin_of(activity: Activity, photos: Sequence[Attachment]) -> Document:
    """One activity on one page, unless its text is long."""
    issued = f"（{activity.organization.official_name}　{long_date(activity.last_day)}）"
    blocks: list[Block] = [Title((activity.title,)), Subtitle(issued)]
    blocks += [Paragraph(as_runs(text)) for text in telling.paragraphs_of(activity)]
    blocks += _photos(photos[:MOST_PHOTOS], activity.title)
    return Document(title_for_metadata=f"{activity.title}简报", blocks=tuple(blocks))


def bulletin_of_month(
    organization: Organization, month: Month, told: Sequence[tuple[Activity, Attachment | None]]
) -> Document:
    """A month of an organization and all below it: its figures, then the activities that are told, each with a photo.

    The figures come through the indicators and so are the month's own, whatever is told.
    """
    blocks: list[Block] = [
        Title((organization.official_name, f"{month.month}月工作简报")),
        Subtitle(f"（{month.label}）"),
        *[Paragraph(as_runs(text)) for text in _summary(organization, month)],
    ]
    for activity, _ in told:
        blocks += [Heading(1, activity.title), *[Paragraph(as_runs(text)) for text in telling.paragraphs_of(activity)]]
    blocks += _photos([photo for _, photo in told if photo is not None][:MOST_PHOTOS], f"{month.label}活动")
    blocks.append(Note(f"数据截至{long_date(month.last)}，由活动记录汇总。"))
    return Document(
        title_for_metadata=f"{organization.name}{month.label}工作简报", blocks=tuple(blocks), cut_off=str(month.last)
    )


def choose(activities: Iterable[Activity], photos: dict[int, Attachment]) -> list[tuple[Activity, Attachment | None]]:
    """The few that a reader should hear of: marked ones first, then those with a photo, then the largest; one of each kind before
    a second of any."""

    def weight(activity: Activity) -> tuple[Any, ...]:
        return (not activity.is_featured, activity.pk not in photos, -(activity.attendances or 0), activity.pk)

    earlier: Counter[int] = Counter()
    ranked = []
    for activity in sorted(activities, key=weight):
        ranked.append((0 if activity.is_featured else earlier[activity.kind_id], weight(activity), activity))
        earlier[activity.kind_id] += 1
    chosen = [activity for _, _, activity in sorted(ranked, key=lambda row: row[:2])[:MOST_TOLD]]
    return [(activity, photos.get(activity.pk)) for activity in sorted(chosen, key=lambda row: (row.starts_on, row.pk))]


def _summary(organization: Organization, month: Month) -> list[str]:
    indicators = list(Indicator.objects.active().filter(code__in=MONTHLY))
    found = figures(indicators, organization, month.period)
    stated = [
        f"{figure.indicator.name}{figure.value.text(figure.indicator.unit)}"
        for figure in (found[code] for code in MONTHLY if code in found)
        if figure.value is not None
    ]
    return [f"{month.label}，{organization.name}{'，'.join(stated)}。"] if stated else []


def _photos(photos: Sequence[Attachment], alt: str) -> list[Block]:
    carried = [
        Photo.of(read_attachment(photo, thumbnail=False), width=photo.width, height=photo.height) for photo in photos
    ]
    return [Photos(tuple(carried), alt=alt)] if carried else []
