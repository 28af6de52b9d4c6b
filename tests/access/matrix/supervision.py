"""A township's notice to its village: seen by both, by those above the township, and by nobody beside the village."""

from plans.supervision.choices import Degree
from tests.access.matrix import Row
from tests.factories.supervision import draft, issued, recipient_of, replied

NO_BUSINESS = {"rights_officer": 403, "administrator": 403}
TOWN = {"town_chair": 200, "town_officer": 200}
ABOVE = {"district_officer": 200, "leader": 200}
VILLAGE = {"village_chair": 200, "village_aide": 200}
# Without SUPERVISION_ISSUE, which villages and leaders do not hold, nothing is looked for.
NOT_ISSUERS = dict.fromkeys(("village_chair", "other_village_chair", "village_aide", "leader"), 403) | NO_BUSINESS
NOT_ANSWERING = {"village_aide": 403, "leader": 403} | NO_BUSINESS


def written(cast):
    return draft(cast.town, cast.village, by=cast.town_chair)


def sent(cast):
    return issued(cast.town, cast.village, by=cast.town_chair)


def circular(cast):
    return issued(cast.town, cast.village, by=cast.town_chair, degree=Degree.CIRCULAR, needs_reply=False)


def answered(cast):
    return replied(sent(cast), by=cast.village_chair).recipient


def pk_of(make):
    return lambda cast: {"pk": make(cast).pk}


def sent_row(cast):
    return recipient_of(sent(cast))


def seen(name, make, **options):
    return Row(f"supervision:{name}", pk_of(make), expect=NO_BUSINESS | TOWN | ABOVE | VILLAGE, others=404, **options)


def hers(name, make, *, data=None, district=404, **options):
    """For the township's people; the district sees what was issued, and is told that it is not hers to change."""
    answer = 302 if data else 200
    expect = NOT_ISSUERS | dict.fromkeys(TOWN, answer) | {"district_officer": district}
    more = {"method": "post", "data": data} if data else {}
    return Row(f"supervision:{name}", pk_of(make), expect=expect, others=404, **more, **options)


def typed(cast):
    return {
        "degree": "hint", "title": "关于进度", "text": "请答复。", "organizations": [cast.village.pk],
        "needs_reply": "on", "due_on": "2099-06-30",
    }  # fmt: skip


def for_the_district(cast):
    return typed(cast) | {"organizations": [cast.town.pk]}


def nothing_typed(cast):
    return {}


def reason(cast):
    return {"reason": "写错了", "due_on": "2099-06-30"}


ROLE_MATRIX = [
    Row("supervision:notice-list", expect=NO_BUSINESS, others=200),
    Row("supervision:notice-export", expect=NO_BUSINESS, others=200),
    Row("supervision:notice-create", expect=NOT_ISSUERS, others=200),
    Row(
        "supervision:notice-create", method="post", data=for_the_district, as_role="by the district",
        expect=NOT_ISSUERS | {"district_officer": 302}, others=422,
    ),
    seen("notice-detail", sent),
    seen("notice-detail", circular, as_role="a circular"),
    Row("supervision:notice-detail", pk_of(written), as_role="a draft", expect=NO_BUSINESS | TOWN, others=404),
    seen("notice-pdf", sent),
    seen("notice-docx", sent),
    hers("notice-update", written),
    hers("notice-update", written, data=typed),
    hers("notice-issue", written),
    hers("notice-issue", written, data=nothing_typed),
    hers("notice-discard", written),
    hers("notice-discard", written, data=nothing_typed),
    hers("notice-withdraw", sent, district=403),
    hers("notice-withdraw", sent, data=reason, district=403),
    hers("reply-accept", answered, district=403),
    hers("reply-accept", answered, data=nothing_typed, district=403),
    hers("reply-send-back", answered, district=403),
    hers("reply-send-back", answered, data=reason, district=403),
    Row(
        "supervision:reply-create", pk_of(sent_row), others=404,
        expect=NOT_ANSWERING | {"village_chair": 200, "district_officer": 403} | dict.fromkeys(TOWN, 403),
    ),
    Row(
        "supervision:reply-create", pk_of(sent_row), method="post", data=lambda cast: {"text": "已办。"}, others=404,
        expect=NOT_ANSWERING | {"village_chair": 302, "district_officer": 403} | dict.fromkeys(TOWN, 403),
    ),
]  # fmt: skip
