"""Who sees what of a notice: it has two sides, and many who are on neither."""

import pytest

from fulian.attachments.services import attachments_of
from fulian.core.permissions import Permission
from plans.supervision import services
from plans.supervision.choices import Degree
from plans.supervision.models import Notice, Recipient, Reply
from tests.attachments.photos import image
from tests.factories.cast import ROLES
from tests.factories.supervision import draft, issued, recipient_of, replied

SEE, ISSUE, REPLY = Permission.SUPERVISION_VIEW, Permission.SUPERVISION_ISSUE, Permission.SUPERVISION_REPLY


def who(cast, found):
    return {role for role in ROLES if found(cast[role])}


def seen_by(cast, notice, permission=SEE):
    return who(cast, lambda user: Notice.objects.visible_to(user, permission).filter(pk=notice.pk).exists())


def answer_seen_by(cast, row, permission=SEE):
    return who(cast, lambda user: Recipient.objects.visible_to(user, permission).filter(pk=row.pk).exists())


@pytest.fixture
def to_town(cast):
    """From the district to one of its two townships."""
    return issued(cast.district, cast.town, by=cast.district_officer)


def test_a_draft_is_seen_by_those_who_may_issue_it(cast):
    notice = draft(cast.district, cast.town, by=cast.district_officer)
    assert seen_by(cast, notice) == {"district_officer"}
    assert answer_seen_by(cast, recipient_of(notice)) == {"district_officer"}
    below = draft(cast.town, cast.village, by=cast.town_chair)
    assert seen_by(cast, below) == {"town_chair", "town_officer"}


def test_an_issued_notice_is_seen_on_both_sides_and_by_nobody_else(cast, to_town):
    assert seen_by(cast, to_town) == {"district_officer", "leader", "town_chair", "town_officer"}
    assert seen_by(cast, to_town, ISSUE) == {"district_officer"}
    assert answer_seen_by(cast, recipient_of(to_town), REPLY) == {"town_chair", "town_officer"}


def test_a_village_sees_its_own_notice_and_the_village_beside_it_does_not(cast):
    notice = issued(cast.town, cast.village, by=cast.town_chair)
    assert seen_by(cast, notice) == {
        "village_chair", "village_aide", "town_chair", "town_officer", "district_officer", "leader",
    }  # fmt: skip
    assert answer_seen_by(cast, recipient_of(notice), REPLY) == {"village_chair"}


def test_a_township_sees_what_is_addressed_to_its_villages_but_answers_for_none_of_them(cast):
    notice = issued(cast.district, cast.village, by=cast.district_officer)
    assert seen_by(cast, notice) == {
        "village_chair", "village_aide", "town_chair", "town_officer", "district_officer", "leader",
    }  # fmt: skip
    assert answer_seen_by(cast, recipient_of(notice), REPLY) == {"village_chair"}


@pytest.mark.parametrize("degree", [Degree.REMINDER, Degree.CIRCULAR])
def test_of_several_recipients_each_sees_its_own_answer_alone(cast, degree):
    notice = issued(cast.district, cast.town, cast.other_town, by=cast.district_officer, degree=degree)
    reply = replied(notice, cast.town, by=cast.town_chair)
    assert answer_seen_by(cast, reply.recipient) == {"district_officer", "leader", "town_chair", "town_officer"}
    assert who(cast, lambda user: Reply.objects.visible_to(user, SEE).exists()) == {
        "district_officer", "leader", "town_chair", "town_officer",
    }  # fmt: skip


def test_what_a_department_answers_stays_in_the_house(cast):
    notice = issued(cast.district, by=cast.district_officer, departments=["组宣部"])
    assert seen_by(cast, notice) == {"district_officer", "leader"}
    assert answer_seen_by(cast, recipient_of(notice), REPLY) == {"district_officer"}


def test_a_withdrawn_notice_stays_to_be_seen_by_those_who_had_it(cast, to_town):
    before = seen_by(cast, to_town)
    services.withdraw_notice(notice=to_town, by=cast.district_officer, reason="写错")
    assert seen_by(cast, to_town) == before


# ---- on the pages ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def page_of(as_user):
    def read(user, notice):
        return as_user(user).get(notice.get_absolute_url()).content.decode()

    return read


def test_the_page_of_a_reminder_letter_names_the_reader_alone(cast, page_of):
    notice = issued(cast.district, cast.town, cast.other_town, by=cast.district_officer, degree=Degree.REMINDER)
    replied(notice, cast.other_town, by=cast.other_town_chair, text="别的镇街的答复")
    hers, issuers = page_of(cast.town_chair, notice), page_of(cast.leader, notice)
    assert ("柳溪镇妇联：" in hers, "东渡街道" in hers, "别的镇街的答复" in hers) == (True, False, False)
    assert ("柳溪镇妇联、东渡街道妇联：" in issuers, "别的镇街的答复" in issuers) == (True, True)


def test_the_page_of_a_circular_names_everybody_and_shows_the_readers_answer_alone(cast, page_of):
    notice = issued(cast.district, cast.town, cast.other_town, by=cast.district_officer, degree=Degree.CIRCULAR)
    replied(notice, cast.other_town, by=cast.other_town_chair, text="别的镇街的答复")
    hers = page_of(cast.town_chair, notice)
    assert ("柳溪镇妇联、东渡街道妇联：" in hers, "别的镇街的答复" in hers) == (True, False)


def test_the_evidence_of_an_answer_is_seen_by_whoever_sees_the_answer(cast, as_user):
    notice = issued(cast.district, cast.town, cast.other_town, by=cast.district_officer, degree=Degree.CIRCULAR)
    reply = services.reply_to_notice(
        recipient=recipient_of(notice, cast.town), text="见照片。", by=cast.town_chair, photos=[image()]
    )
    url = attachments_of(reply).get().url
    answers = {role: as_user(cast[role]).get(url).status_code for role in ROLES}
    assert {role for role, status in answers.items() if status == 200} == {
        "district_officer", "leader", "town_chair", "town_officer",
    }  # fmt: skip
    remove = attachments_of(reply).get().remove_url
    assert as_user(cast.town_chair).post(remove).status_code == 403
