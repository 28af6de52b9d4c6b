"""A township's circular to its village: seen by both, by those above the township, and by nobody beside the village."""

from fulian.inbox.circulars.choices import Ask
from fulian.inbox.circulars.models import CircularFile
from tests.access.matrix import Row
from tests.circulars.files import pdf
from tests.factories.circulars import answered, draft, issued, person, recipient_of

NO_BUSINESS = {"rights_officer": 403, "administrator": 403}
TOWN = {"town_chair": 200, "town_officer": 200}
ABOVE = {"district_officer": 200, "leader": 200}
VILLAGE = {"village_chair": 200, "village_aide": 200}
# Without CIRCULARS_ISSUE, which villages and leaders do not hold, nothing is looked for.
NOT_ISSUERS = dict.fromkeys(("village_chair", "other_village_chair", "village_aide", "leader"), 403) | NO_BUSINESS
NOT_ANSWERING = {"leader": 403} | NO_BUSINESS


def written(cast):
    return draft(cast.town, cast.village, by=cast.town_chair)


def sent(cast):
    return issued(cast.town, cast.village, by=cast.town_chair)


def sent_to_the_town(cast):
    return issued(cast.district, cast.town, by=cast.district_officer)


def signed_up(cast):
    circular = issued(cast.town, cast.village, by=cast.town_chair, ask=Ask.SIGNUP)
    answered(circular, by=cast.village_chair, people=[person()])
    return circular


def file_of(make):
    def file(cast) -> CircularFile:
        return make(cast, files=[pdf()]).files.get()

    return file


def file_sent(cast, **fields):
    return issued(cast.town, cast.village, by=cast.town_chair, **fields)


def file_drafted(cast, **fields):
    return draft(cast.town, cast.village, by=cast.town_chair, **fields)


def pk_of(make):
    return lambda cast: {"pk": make(cast).pk}


def sent_row(cast):
    return recipient_of(sent(cast))


def receipt_row(cast):
    return recipient_of(issued(cast.town, cast.village, by=cast.town_chair, ask=Ask.RECEIPT))


def seen(name, make, **options):
    return Row(f"circulars:{name}", pk_of(make), expect=NO_BUSINESS | TOWN | ABOVE | VILLAGE, others=404, **options)


def hers(name, make, *, data=None, district=404, **options):
    """For the township's people; the district sees what was issued, and is told that it is not hers to change."""
    answer = 302 if data else 200
    expect = NOT_ISSUERS | dict.fromkeys(TOWN, answer) | {"district_officer": district}
    more = {"method": "post", "data": data} if data else {}
    return Row(f"circulars:{name}", pk_of(make), expect=expect, others=404, **more, **options)


def typed(cast):
    return {
        "title": "关于报送安排的通知", "text": "请报送。", "picked": [cast.village.pk], "ask": "sign", "due_on": "2099-06-30",
    }  # fmt: skip


def for_the_district(cast):
    return typed(cast) | {"picked": [cast.town.pk]}


def nothing_typed(cast):
    return {}


def reason(cast):
    return {"reason": "写错了"}


ROLE_MATRIX = [
    Row("circulars:circular-list", expect=NO_BUSINESS, others=200),
    Row("circulars:circular-export", expect=NO_BUSINESS, others=200),
    Row("circulars:circular-create", expect=NOT_ISSUERS, others=200),
    Row(
        "circulars:circular-create", method="post", data=for_the_district, as_role="by the district",
        expect=NOT_ISSUERS | {"district_officer": 302}, others=422,
    ),
    seen("circular-detail", sent),
    Row("circulars:circular-detail", pk_of(written), as_role="a draft", expect=NO_BUSINESS | TOWN, others=404),
    seen("circular-pdf", sent),
    seen("circular-docx", sent),
    seen("circular-answers", sent),
    seen("answers-export", sent),
    hers("people-export", signed_up),
    hers("circular-update", written),
    hers("circular-update", written, data=typed),
    hers("circular-issue", written),
    hers("circular-issue", written, data=nothing_typed),
    hers("circular-discard", written),
    hers("circular-discard", written, data=nothing_typed),
    hers("circular-withdraw", sent, district=403),
    hers("circular-withdraw", sent, data=reason, district=403),
    hers("circular-remind", sent, district=403),
    Row(
        "circulars:circular-forward", pk_of(sent_to_the_town), others=404,
        expect=NOT_ANSWERING | TOWN | {"district_officer": 403},
    ),
    Row(
        "circulars:answer-create", pk_of(receipt_row), others=404,
        expect=NOT_ANSWERING | VILLAGE | {"district_officer": 403} | dict.fromkeys(TOWN, 403),
    ),
    Row(
        "circulars:answer-create", pk_of(sent_row), method="post", data=nothing_typed, others=404,
        expect=NOT_ANSWERING | dict.fromkeys(VILLAGE, 302) | {"district_officer": 403} | dict.fromkeys(TOWN, 403),
    ),
    Row(
        "circulars:file-download", pk_of(file_of(file_sent)), expect=NO_BUSINESS | TOWN | ABOVE | VILLAGE, others=404,
    ),
    Row(
        "circulars:file-remove", pk_of(file_of(file_drafted)), method="post", others=404,
        expect=NOT_ISSUERS | dict.fromkeys(TOWN, 302),
    ),
]  # fmt: skip
