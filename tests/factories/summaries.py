"""A year of work in the cast's district, and its summary made without a worker."""

import datetime
from typing import Any

from django.utils import timezone

from fulian.documents.keeping import media_path, write_whole
from fulian.indicators.services import load_defaults
from fulian.jobs.models import JobRun
from fulian.jobs.services import run
from fulian.organizations.models import Organization
from reports.models import (
    AnnualSummary,
    SummaryFigure,
    SummaryFile,
    SummaryFreeze,
    SummaryParagraph,
    SummaryVersion,
)
from reports.services.summarising import request_summary
from tests.factories.activities import ActivityFactory
from tests.factories.cast import Cast
from tests.factories.registers import ElectionFactory, TeamFactory, VenueFactory

YEAR = 2025
YEAR_END = datetime.date(2025, 12, 31)


def a_year_of_work(cast: Cast) -> None:
    """Talks, patrols and a study trip of two villages; a team, a venue and an election."""
    load_defaults()
    for organization in (cast.district, cast.town, cast.village):
        organization.superior_federation = "清江市妇联"
        organization.party_committee = f"{organization.name}党委"
        organization.save()
    by = cast.village_chair
    for month, sessions in ((1, 3), (3, 12), (6, 5)):
        ActivityFactory(
            organization=cast.village, kind="theory_talk", title="春风宣讲", brand="巾帼心向党",
            starts_on=datetime.date(YEAR, month, 8), sessions=sessions, attendances=sessions * 30, by=by,
        )  # fmt: skip
    ActivityFactory(
        organization=cast.other_village, kind="fire_patrol", title="防火巡查", starts_on=datetime.date(YEAR, 4, 2),
        sessions=200, sessions_qualifier="at_least", by=cast.other_village_chair,
    )  # fmt: skip
    ActivityFactory(
        organization=cast.town, kind="law_talk", title="集市普法", starts_on=datetime.date(YEAR, 12, 4), sessions=7,
        attendances=350, by=cast.town_chair,
    )  # fmt: skip
    TeamFactory(organization=cast.village, by=by)
    ElectionFactory(organization=cast.town, held_on=datetime.date(YEAR, 5, 9), by=cast.town_chair)
    VenueFactory(organization=cast.village, opened_on=datetime.date(YEAR, 2, 1), by=by)


def asked(
    cast: Cast,
    organization: Organization | None = None,
    *,
    until: datetime.date = YEAR_END,
    by: Any = None,
    **fields: Any,
) -> tuple[AnnualSummary, JobRun]:
    return request_summary(
        organization=organization or cast.town, year=YEAR, until=until, by=by or cast.district_officer, **fields
    )


def made(cast: Cast, organization: Organization | None = None, **fields: Any) -> AnnualSummary:
    """Asked for, and the job done in this process."""
    summary, job = asked(cast, organization, **fields)
    return done(summary, job)


def done(summary: AnnualSummary, job: JobRun | None) -> AnnualSummary:
    assert job is not None
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message) == ("done", "")
    return AnnualSummary.objects.get(pk=summary.pk)


def written(cast: Cast, organization: Organization, *, status: str = "draft", year: int = YEAR) -> AnnualSummary:
    """A summary with two paragraphs, a version and its files, as if it had been made; nothing is laid out."""
    until = datetime.date(year, 12, 31)
    by, now = cast.district_officer, timezone.now()
    times = {"submitted_at": now, "submitted_by": by} if status != "draft" else {}
    if status == "signed":
        times |= {"signed_at": now, "signed_by": cast.leader}
    summary = AnnualSummary.objects.create(
        organization=organization, path_at=organization.path, year=year, until=until, version=1, created_by=by,
        status=status, **times,
    )  # fmt: skip
    freeze = SummaryFreeze.objects.create(
        summary=summary, number=1, job_id=0, until=until, texts={"单位": organization.official_name}, filed=10, due=12,
        open_months=["2025-12"],
    )  # fmt: skip
    SummaryFigure.objects.create(
        freeze=freeze, code="ideology.talks", name="主题宣讲", unit="场次", area="ideology", definition="场次之和。", value=20,
    )  # fmt: skip
    for order, (key, title, runs) in enumerate(PROSE):
        SummaryParagraph.objects.create(summary=summary, key=key, chapter_title=title, order=order, generated=runs)
    version = SummaryVersion.objects.create(
        summary=summary, freeze=freeze, number=1, kind="generated", made_by=by, rendered_at=now
    )
    for edition in ("clean", "check"):
        name = f"summaries/{summary.pk}/1-{edition}.pdf"
        write_whole(media_path(name), b"%PDF-1.7")
        SummaryFile.objects.create(version=version, edition=edition, suffix=".pdf", name=name, sha256="0" * 64, size=8)
    return summary


PROSE = (
    ("opening", "", [["2025年，扎实做好各项工作。", ""]]),
    ("ideology", "聚焦政治引领", [["开展主题宣讲", ""], ["20场次", "ideology.talks"], ["。", ""]]),
)
