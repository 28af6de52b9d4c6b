"""What of the honours may be counted. Nominated, named, standing and revoked are four figures; grades are never added up."""

from django.db.models import Q

from families.choices import PRIVATE_SUBJECTS, HonourLevel, SubjectType
from families.models import CourtyardFeature, Honour, HonourGrade, HonourGrading, HonourKind
from fulian.core.choices import WorkArea
from fulian.core.measures import Dimension, Listing, Measure, Nature, Source, register
from fulian.core.permissions import Permission


def _kinds():
    return HonourKind.objects.values_list("code", "name")


def _grades():
    """Grades of several kinds share codes: 示范户 is 示范户 wherever it is given."""
    return HonourGrade.objects.order_by("rank").values_list("code", "name").distinct()


def _features():
    return CourtyardFeature.objects.values_list("code", "name")


def _with_features(prefix: str = ""):
    through = Honour.features.through

    def condition(codes) -> Q:  # a subquery, so that a courtyard with two of the features counts once
        keys = through.objects.filter(courtyardfeature__code__in=list(codes)).values("honour_id")
        return Q(**{f"{prefix}pk__in": keys})

    return condition


def _dimensions(prefix: str = "") -> tuple[Dimension, ...]:
    return (
        Dimension("kind", "荣誉", f"{prefix}kind__code", _kinds),
        Dimension("level", "级别", f"{prefix}level", lambda: HonourLevel.choices),
        Dimension("subject_type", "对象", f"{prefix}kind__subject_type", lambda: SubjectType.choices),
        Dimension("area", "工作领域", f"{prefix}kind__area", lambda: WorkArea.choices),
        Dimension("feature", "庭院特色", _with_features(prefix), _features),
    )


HONOUR_DIMENSIONS = (*_dimensions(), Dimension("grade", "现档次", "grade__code", _grades))
GRADING_DIMENSIONS = (*_dimensions("honour__"), Dimension("grade", "档次", "grade__code", _grades))


def _honours():
    return Honour.objects.live()


def _gradings():
    return HonourGrading.objects.live()


def _label(honour: Honour) -> str:
    return f"{honour} {honour.public_name}"


def _source(code: str, **times: str) -> Source:
    return Source(
        code=code,
        rows=lambda: _honours().select_related("kind", "organization"),
        permission=Permission.FAMILIES_VIEW,
        dimensions=HONOUR_DIMENSIONS,
        row_url="families:honour-detail",
        row_label=_label,
        **times,
    )


NOMINATED = _source("families.nominated", date_field="nominated_on")
NAMED = _source("families.named", date_field="named_on", since_field="named_on", until_field="standing_until")
REVOKED = _source("families.revoked", date_field="ended_on")
GRADED = Source(
    code="families.graded",
    rows=lambda: _gradings().select_related("grade", "honour__kind", "honour__organization"),
    permission=Permission.FAMILIES_VIEW,
    date_field="since",
    since_field="since",
    until_field="until",
    path_field="honour__path_at",
    organization_field="honour__organization_id",
    dimensions=GRADING_DIMENSIONS,
    row_url="families:grading-detail",
    row_label=lambda grading: f"{grading.grade.name} {_label(grading.honour)}",
)


def _public_names():
    return _honours().exclude(kind__subject_type__in=PRIVATE_SUBJECTS)


PUBLIC = Source(
    code="families.public",
    rows=_public_names,
    permission=Permission.FAMILIES_VIEW,
    date_field="named_on",
    since_field="named_on",
    until_field="standing_until",
    dimensions=HONOUR_DIMENSIONS,
    row_url="families:honour-detail",
)

FEATURED = Source(
    code="families.featured",
    rows=lambda: Honour.objects.live().filter(features__isnull=False),
    permission=Permission.FAMILIES_VIEW,
    date_field="named_on",
    since_field="named_on",
    until_field="standing_until",
    dimensions=HONOUR_DIMENSIONS,
    row_url="families:honour-detail",
)

register(
    Measure(
        code="families.recommended", label="推荐荣誉", unit="个", source=NOMINATED,
        definition="按推荐日期计，一户（人、个）一次；推荐不等于获评。",
    ),
    Measure(
        code="families.named", label="命名荣誉", unit="个", source=NAMED,
        definition="按命名日期计，含后来摘牌的；误登撤销的不计。",
    ),
    Measure(
        code="families.standing", label="在册荣誉", unit="个", source=NAMED, nature=Nature.STOCK,
        definition="截至当日已命名、未摘牌的；摘牌当日不再计入。",
    ),
    Measure(
        code="families.revoked", label="摘牌", unit="个", source=REVOKED,
        definition="按摘牌日期计。",
    ),
    Measure(
        code="families.graded", label="达到档次", unit="户", source=GRADED,
        definition="按定档日期计，每户每档一次。精品户由示范户升档，两档不相加。",
    ),
    Measure(
        code="families.grade_standing", label="现有档次", unit="户", source=GRADED, nature=Nature.STOCK,
        definition="截至当日仍是这一档、未摘牌的；升档的只计在新档。",
    ),
    Listing(
        code="families.honour_kinds", label="命名荣誉的种类", source=NAMED, name_field="kind__name",
        unit_field="kind__measure_word",
    ),
    Listing(
        code="families.named_titles", label="命名荣誉的级别和种类", source=NAMED, name_field=("level", "kind__name"),
        unit_field="kind__measure_word", read=lambda level, kind: f"{HonourLevel(level).label}{kind}",
    ),
    Listing(
        code="families.graded_titles", label="各档庭院", source=GRADED, unit_field="honour__kind__measure_word",
        name_field=("honour__level", "honour__kind__name", "grade__name"),
        read=lambda level, kind, grade: f"{HonourLevel(level).label}{kind}{grade}",
    ),
    Listing(
        code="families.nominated_kinds", label="推荐荣誉的种类", source=NOMINATED, name_field="kind__name",
        unit_field="kind__measure_word",
    ),
    Listing(code="families.collectives", label="获评的集体、村社区和队伍", source=PUBLIC, name_field="name"),
    Listing(code="families.features", label="特色庭院的类别", source=FEATURED, name_field="features__name"),
)  # fmt: skip
