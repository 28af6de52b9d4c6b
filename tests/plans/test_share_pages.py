"""The pages of 分解 and 上级任务: who divides, who answers, who reads a published plan, and what they cost."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.choices import ShareStatus
from plans.models import Share, Target
from tests.factories.activities import ActivityFactory
from tests.factories.organizations import town as new_town
from tests.factories.organizations import village as new_village
from tests.factories.plan_shares import again, given, share_out
from tests.factories.plans import PlanFactory, in_force, target_of, task_of

# ---- pages -----------------------------------------------------------------------------------------------------------------


def page(client, name, key=None, **data):
    address = reverse(f"plans:{name}", args=[key] if key else [])
    return client.post(address, data) if data else client.get(address)


def rows(form, *pairs, **more):
    return (
        {f"in_{organization.pk}": "on" for organization, _ in pairs} | {f"low_{o.pk}": low for o, low in pairs} | more
    )


def test_the_page_begins_with_equal_parts_and_counts_by_women_or_villages(cast, plan, task, as_user):
    target = target_of(task, low=101)
    cast.town.women_count, cast.other_town.women_count = 3000, 1000
    cast.town.save(), cast.other_town.save()
    officer = as_user(cast.district_officer)
    form = page(officer, "target-share", target.pk).context["form"]
    assert [line.low.value() for line in form.lines] == ["51", "50"]
    pairs = ((cast.town, ""), (cast.other_town, ""))
    for base, expected in (("women", ["76", "25"]), ("villages", ["67", "34"])):
        counted = page(officer, "target-share", target.pk, **rows(form, *pairs, method="base", base=base, count="1"))
        form = counted.context["form"]
        assert [line.low.value() for line in form.lines] == expected
        assert (counted.status_code, form.sum_text, form.adds_up) == (200, "合计101场次，和目标一致", True)
    wrong = page(
        officer, "target-share", target.pk, **rows(form, (cast.town, "60"), (cast.other_town, "30"), method="hand")
    )
    assert (wrong.status_code, target.shares.count()) == (422, 0)
    assert "合计90场次，比目标少11场次。确实要这样分，请勾选“仍然这样分”。" in wrong.content.decode()
    kept = page(
        officer, "target-share", target.pk,
        **rows(form, (cast.town, "６０"), (cast.other_town, "三十"), method="hand", anyway="on"),
    )  # fmt: skip
    assert kept["Location"] == reverse("plans:target-shares", args=[target.pk])
    assert given(target) == {"柳溪镇": 60, "东渡街道": 30}


def test_who_is_not_ticked_gets_nothing(cast, plan, task, as_user):
    target = target_of(task)
    officer = as_user(cast.district_officer)
    page(
        officer,
        "target-share",
        target.pk,
        **{f"in_{cast.town.pk}": "on", f"low_{cast.town.pk}": "100", f"low_{cast.other_town.pk}": "9"},
    )
    assert given(target) == {"柳溪镇": 100}


def test_a_district_may_divide_among_its_villages_too(cast, plan, task, as_user):
    target = target_of(task)
    response = as_user(cast.district_officer).get(reverse("plans:target-share", args=[target.pk]) + "?level=village")
    assert [line.unit for line in response.context["form"].lines] == [
        cast.village,
        cast.other_village,
        cast.far_village,
    ]


def test_she_confirms_with_one_press_and_objects_with_a_reason(cast, shared, as_user):
    chair = as_user(cast.town_chair)
    shown = page(chair, "share-detail", shared.pk)
    assert (shown.context["may_confirm"], shown.context["may_object"]) == (True, True)
    assert page(chair, "share-confirm", shared.pk, seen="59").status_code == 422
    assert page(chair, "share-confirm", shared.pk, seen="60.00").status_code == 302
    assert again(shared).status == ShareStatus.CONFIRMED
    other = Share.objects.get(organization=cast.other_town)
    other_chair = as_user(cast.other_town_chair)
    assert page(other_chair, "share-object", other.pk, seen="40", reason="只有一个社区。").status_code == 302
    officer = as_user(cast.district_officer)
    assert "理由：只有一个社区。" in page(officer, "target-shares", shared.target_id).content.decode()
    assert page(officer, "share-keep", other.pk, reason="去年完成了45场。").status_code == 302
    assert "上级答复：去年完成了45场。" in page(other_chair, "share-detail", other.pk).content.decode()


def test_her_list_says_what_she_was_given_and_how_far_she_is(cast, shared, as_user):
    ActivityFactory(organization=cast.village, sessions=12)
    ActivityFactory(organization=cast.far_village, sessions=30)
    shown = page(as_user(cast.town_chair), "share-list")
    assert [(line.part.goal_text, line.actual_text) for line in shown.context["lines"]] == [("不少于60场次", "12场次")]
    assert page(as_user(cast.village_chair), "share-list").context["lines"] == []


def test_a_press_takes_her_part_into_her_plan(cast, shared, as_user):
    chair = as_user(cast.town_chair)
    response = chair.post(reverse("plans:share-pass-on", args=[shared.pk]))
    made = Target.objects.get(higher_key=shared.target.key)
    assert response["Location"] == made.get_absolute_url()
    assert page(chair, "share-detail", shared.pk).context["copy"] == made
    assert chair.post(reverse("plans:share-pass-on", args=[shared.pk])).status_code == 422


# ---- who reads a plan ------------------------------------------------------------------------------------------------------


def test_a_published_plan_is_read_by_those_below_and_by_nobody_else(cast, plan, shared, as_user):
    ActivityFactory(organization=cast.far_village, sessions=30)
    seen = {}
    for role in ("town_chair", "village_chair", "village_aide", "outsider", "rights_officer"):
        response = as_user(cast[role]).get(plan.get_absolute_url())
        seen[role] = (response.status_code, response.status_code == 200 and response.context["outline"].shows_progress)
    assert seen == {
        "town_chair": (200, False), "village_chair": (200, False), "village_aide": (200, False), "outsider": (404, False),
        "rights_officer": (403, False),
    }  # fmt: skip
    text = as_user(cast.village_chair).get(plan.get_absolute_url()).content.decode()
    assert "不少于100场次" in text
    assert ("30场次" in text, "分给2个单位" in text, "经过" in text) == (False, False, False)
    assert [row.pk for row in as_user(cast.village_chair).get(reverse("plans:plan-list")).context["page"].rows] == [
        plan.pk
    ]


def test_a_plan_that_is_still_written_is_nobodys_business_below(cast, plan, task, as_user):
    target_of(task)
    assert as_user(cast.town_chair).get(plan.get_absolute_url()).status_code == 404
    assert as_user(cast.leader).get(plan.get_absolute_url()).status_code == 200


def test_a_plan_below_is_not_read_by_its_neighbour(cast, as_user):
    own = PlanFactory(organization=cast.village, by=cast.village_chair)
    target_of(task_of(own))
    in_force(own, by=cast.village_chair)
    assert as_user(cast.other_village_chair).get(own.get_absolute_url()).status_code == 404
    assert as_user(cast.town_chair).get(own.get_absolute_url()).status_code == 200


# ---- how much it costs -----------------------------------------------------------------------------------------------------


def counted(client, address):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    queries()
    return queries


def test_lists_and_home_cost_the_same_for_one_part_and_for_thirty(cast, plan, task, as_user):
    target = target_of(task)
    share_out(target, cast.district_officer, (cast.town, 100))
    in_force(plan, by=cast.leader)
    chair, officer = as_user(cast.town_chair), as_user(cast.district_officer)
    pages = [
        counted(chair, reverse("plans:share-list")), counted(chair, "/"),
        counted(officer, reverse("plans:target-shares", args=[target.pk])),
        counted(officer, reverse("plans:target-share", args=[target.pk])), counted(officer, plan.get_absolute_url()),
    ]  # fmt: skip
    one = [queries() for queries in pages]
    towns = [new_town(cast.district, f"第{number}镇") for number in range(29)]
    for town in towns:
        new_village(town, f"{town.name}一村")
    share_out(target, cast.district_officer, (cast.town, 71), *((town, 1) for town in towns))
    for number in range(29):
        twin = Target.objects.get(pk=target.pk)
        twin.pk, twin.order = None, number + 2
        twin.save()
        Share.objects.create(target=twin, organization=cast.town, low=5)
    assert [queries() for queries in pages] == one
