import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fulian.accounts.models import Post, User
from fulian.accounts.services import appoint, deactivate, end_post, open_account, update_person
from fulian.audit.models import AuditEvent
from fulian.core.exceptions import Refused
from fulian.core.permissions import Permission
from fulian.organizations.services import merge_organizations
from tests.factories.accounts import PostFactory, person

PEOPLE = "/accounts/people/"


def refusal(call, **arguments) -> tuple[str, str | None]:
    with pytest.raises(Refused) as raised:
        call(**arguments)
    return raised.value.message, raised.value.field


def account(cast, **changes):
    fields = {
        "username": "shiqiao02",
        "name": "何㛃",
        "organization": cast.village,
        "roles": ["village_aide"],
        "by": cast.administrator,
    }
    return {**fields, **changes}


def test_a_new_account_has_its_post_and_a_password_to_tell(cast):
    user, told = open_account(**account(cast, phone="19911112222", title="副主席"))
    assert (user.check_password(told), user.must_change_password) == (True, True)
    assert [(str(p), [r.code for r in p.roles]) for p in user.active_posts] == [("石桥村副主席", ["village_aide"])]
    event = AuditEvent.objects.get()
    assert (event.event, event.organization_path, event.detail) == (
        "accounts.open",
        cast.village.path,
        {"roles": ["village_aide"]},
    )


def test_a_name_and_a_number_belong_to_one_person(cast):
    taken = cast.village_chair
    assert refusal(open_account, **account(cast, username=taken.username.upper())) == (
        "这个账号名已经有人用了。",
        "username",
    )
    assert refusal(open_account, **account(cast, phone=taken.phone)) == ("这个手机号已经登记在别的账号上。", "phone")
    assert refusal(open_account, **account(cast, username=taken.phone))[1] == "username", (
        "it is typed into the same box"
    )


def test_a_role_fits_its_organization(cast):
    message, field = refusal(open_account, **account(cast, roles=["district_officer"]))
    assert (message, field) == ("“区妇联干部”设在区县、市、省、全国，石桥村是村社区。", "roles")


def test_an_administrator_appoints_only_in_her_own_district(cast):
    assert refusal(open_account, **account(cast, organization=cast.outside_village))[1] == "organization"
    elsewhere = {"organization": cast.outside_village, "roles": ["village_chair"], "by": cast.administrator}
    assert refusal(appoint, user=cast.village_chair, **elsewhere)[1] == "organization"


def test_a_post_counts_from_its_first_to_its_last_day(cast):
    post = cast.village_chair.active_posts[0]
    with time_machine.travel(datetime.datetime(2026, 3, 9, 12, tzinfo=datetime.UTC), tick=False) as clock:
        appoint(
            user=cast.village_chair, organization=cast.far_village, roles=["village_chair"], since=datetime.date(2026, 3, 10),
            by=cast.administrator,
        )  # fmt: skip
        end_post(post=post, until=datetime.date(2026, 3, 9), by=cast.administrator)

        def places():
            return [p.organization for p in User.objects.get(pk=cast.village_chair.pk).active_posts]

        assert places() == [cast.village]
        clock.shift(24 * 3600)
        assert places() == [cast.far_village]


def test_a_second_post_in_the_same_organization_is_refused(cast):
    message, _ = refusal(
        appoint, user=cast.village_chair, organization=cast.village, roles=["village_aide"], by=cast.administrator
    )
    assert message == "张玥在石桥村已有任职，请先结束原来的任职。"


def test_a_township_s_one_person_holds_several_roles(cast):
    user = cast.town_rights_officer
    assert (user.may(Permission.REPORTS_REVIEW), user.may(Permission.CASES_HANDLE), user.needs_second_factor) == (
        True,
        True,
        True,
    )


def test_the_last_administrator_neither_leaves_nor_is_stopped(cast):
    post = cast.administrator.active_posts[0]
    message, _ = refusal(end_post, post=post, until=datetime.date.today(), by=cast.administrator)
    assert message == "这是最后一名管理员。请先安排另一名管理员。"
    other = person(cast.district, "administrator")
    assert refusal(deactivate, user=other, by=other) == ("不能停用自己的账号。", None)
    deactivate(user=cast.administrator, by=other)
    assert refusal(end_post, post=other.active_posts[0], until=datetime.date.today(), by=other)[0] == message


def test_whoever_is_stopped_is_out_at_once(cast, as_user):
    client = as_user(cast.village_chair)
    assert client.get("/").status_code == 200
    deactivate(user=cast.village_chair, by=cast.administrator)
    assert client.get("/").status_code == 302


def test_the_log_says_which_fields_changed_and_not_what_they_hold(cast):
    update_person(user=cast.village_chair, name="张玥玥", phone="19933334444", by=cast.administrator)
    assert AuditEvent.objects.get().detail == {"fields": ["name", "phone"]}


@pytest.mark.main_flow
def test_the_administrator_opens_an_account_in_the_browser(cast, as_user):
    client = as_user(cast.administrator)
    url = f"{PEOPLE}new/?organization={cast.village.pk}"
    form = client.get(url).context["form"]
    assert [choice[0] for choice in form.fields["roles"].choices] == ["village_chair", "village_aide"]
    data = {
        "name": "何㛃", "phone": "１９９　1111 2222", "username": "shiqiao02", "organization": cast.village.pk, "title": "副主席",
        "roles": ["village_aide"], "since": "2026.3.1",
    }  # fmt: skip
    response = client.post(url, data)
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    user = User.objects.get(username="shiqiao02")
    assert (user.phone, user.posts.get().since) == ("19911112222", datetime.date(2026, 3, 1))
    assert user.check_password(response.context["password"])


def test_what_is_refused_is_shown_at_its_field_with_everything_still_typed(cast, as_user):
    data = {
        "name": "何㛃", "username": cast.village_chair.username, "organization": cast.village.pk, "roles": ["town_chair"],
        "since": "2026-03-01",
    }  # fmt: skip
    response = as_user(cast.administrator).post(f"{PEOPLE}new/", data)
    assert (response.status_code, response.context["form"].errors) == (
        422,
        {"roles": ["“镇街妇联主席”设在镇街，石桥村是村社区。"]},
    )
    assert 'value="何㛃"' in response.content.decode()


def test_lists_show_a_masked_number_and_a_search_by_part_of_one_finds_nobody(cast, as_user):
    client = as_user(cast.town_chair)
    page = client.get(PEOPLE).content.decode()
    assert cast.village_chair.phone not in page
    assert cast.village_chair.masked_phone in page
    rows = client.get(PEOPLE, {"q": cast.village_chair.phone[:6]}).context["page"].rows
    assert rows == []
    assert client.get(PEOPLE, {"q": cast.village_chair.phone}).context["page"].rows == [cast.village_chair]


def test_a_township_sees_its_own_people_and_no_others(cast, as_user):
    rows = as_user(cast.town_chair).get(PEOPLE).context["page"].rows
    assert {user.username for user in rows} == {
        cast[role].username
        for role in (
            "village_chair",
            "other_village_chair",
            "village_aide",
            "town_chair",
            "town_officer",
            "town_rights_officer",
        )
    }


def test_filters_by_role_and_state(cast, as_user):
    client = as_user(cast.administrator)
    cast.village_aide.is_active = False
    cast.village_aide.save()
    assert client.get(PEOPLE, {"role": "leader"}).context["page"].rows == [cast.leader]
    assert client.get(PEOPLE, {"state": "stopped"}).context["page"].rows == [cast.village_aide]


def test_the_list_costs_the_same_with_thirty_people_more(cast, as_user):
    client = as_user(cast.administrator)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(PEOPLE).status_code == 200
        return len(captured)

    before = queries()
    PostFactory.create_batch(30, organization=cast.village, roles=["village_aide"])
    assert queries() == before


def test_an_ended_post_stays_in_her_history(cast, as_user):
    post = cast.village_aide.active_posts[0]
    client = as_user(cast.administrator)
    response = client.post(f"/accounts/posts/{post.pk}/end/", {"until": datetime.date.today().isoformat()})
    assert response["Location"] == f"{PEOPLE}{cast.village_aide.pk}/"
    Post.objects.filter(pk=post.pk).update(until=datetime.date.today() - datetime.timedelta(days=1))
    assert "（已结束）" in client.get(response["Location"]).content.decode()


def test_people_left_in_a_merged_village_are_listed_and_wait_for_the_administrator(cast, as_user):
    merge_organizations(sources=[cast.village], into=cast.other_village, effective_on=cast.village.opened_on, by=None)
    client = as_user(cast.administrator)
    assert set(client.get(PEOPLE, {"state": "stranded"}).context["page"].rows) == {
        cast.village_chair,
        cast.village_aide,
    }
    assert "2人的任职还在已撤销的组织里" in client.get("/todo/").content.decode()
