import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fulian.organizations.models import Organization
from fulian.organizations.services import merge_organizations
from tests.factories import organizations as trees

LIST = "/organizations/"


def url(act: str, organization: Organization) -> str:
    return reverse(f"organizations:organization-{act}", args=[organization.pk])


def test_each_sees_her_own_part_of_the_tree(cast, as_user):
    def names(role: str) -> set[str]:
        return {row.name for row in as_user(cast[role]).get(LIST).context["page"].rows}

    assert names("village_chair") == {"石桥村"}
    assert names("town_chair") == {"柳溪镇", "石桥村", "梅园社区"}
    assert names("leader") == {"清和区", "柳溪镇", "石桥村", "梅园社区", "东渡街道", "荷塘社区"}


def test_the_list_in_the_order_of_the_codes_is_the_tree(cast, as_user):
    for n, organization in enumerate(
        (cast.district, cast.town, cast.village, cast.other_village, cast.other_town, cast.far_village)
    ):
        organization.sort_key = f"{n:03}"
        organization.save()
    rows = as_user(cast.leader).get(LIST).context["page"].rows
    assert [row.name for row in rows] == ["清和区", "柳溪镇", "石桥村", "梅园社区", "东渡街道", "荷塘社区"]


def test_closed_ones_are_found_by_the_filter(cast, as_user):
    merge_organizations(sources=[cast.village], into=cast.other_village, effective_on=cast.village.opened_on, by=None)
    client = as_user(cast.administrator)
    assert "石桥村" not in {row.name for row in client.get(LIST).context["page"].rows}
    assert [row.name for row in client.get(LIST, {"state": "closed"}).context["page"].rows] == ["石桥村"]
    assert [row.name for row in client.get(LIST, {"q": "东渡", "level": "town"}).context["page"].rows] == ["东渡街道"]


@pytest.mark.main_flow
def test_a_merger_in_the_browser_shows_in_both_histories(cast, as_user):
    client = as_user(cast.administrator)
    response = client.post(
        url("merge", cast.other_village),
        {"sources": [cast.village.pk], "effective_on": "２０２６年3月1日", "note": "清政发〔2026〕3号"},
    )
    assert response["Location"] == f"{LIST}{cast.other_village.pk}/"
    page = client.get(response["Location"]).content.decode()
    assert "2026年3月1日 撤并，石桥村并入" in page
    assert "清政发〔2026〕3号" in page
    assert "2026年3月1日 撤并，并入梅园社区" in client.get(url("detail", cast.village)).content.decode()


def test_a_new_village_is_opened_from_its_township(cast, as_user):
    client = as_user(cast.administrator)
    assert client.get(f"{LIST}new/?parent={cast.town.pk}").context["form"]["parent"].value() == str(cast.town.pk)
    data = {
        "parent": cast.town.pk,
        "level": "village",
        "kind": "federation",
        "name": "新河村",
        "code": "９９０１００００１００９",
    }
    response = client.post(f"{LIST}new/", data)
    made = Organization.objects.get(name="新河村")
    assert (response["Location"], made.parent, made.code) == (f"{LIST}{made.pk}/", cast.town, "990100001009")


def test_a_refusal_is_shown_at_its_field(cast, as_user):
    client = as_user(cast.administrator)
    response = client.post(url("rename", cast.village), {"name": "梅园社区", "effective_on": "2026-03-01"})
    assert (response.status_code, response.context["form"].errors) == (422, {"name": ["柳溪镇下面已经有“梅园社区”。"]})


@pytest.mark.parametrize(
    ("act", "data"),
    [
        ("update", {"kind": "federation", "phone": "0000-1", "opened_on": "1990-01-01", "sort_key": "1"}),
        ("rename", {"name": "石桥社区", "effective_on": "2026-03-01"}),
        ("recode", {"code": "990100008888", "effective_on": "2026-03-01"}),
        ("move", {"effective_on": "2026-03-01"}),
        ("close", {"effective_on": "2026-03-01"}),
    ],
)
def test_each_act_works_in_the_browser(cast, as_user, act, data):
    data = {**data, "parent": cast.other_town.pk} if act == "move" else data
    client = as_user(cast.administrator)
    assert client.get(url(act, cast.village)).status_code == 200
    assert client.post(url(act, cast.village), data)["Location"] == url("detail", cast.village)
    assert client.get(url("detail", cast.village)).status_code == 200


def test_the_list_and_the_page_cost_the_same_with_thirty_more(cast, as_user):
    client = as_user(cast.administrator)

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    addresses = (LIST, url("detail", cast.town))
    before = [queries(address) for address in addresses]
    for n in range(30):
        trees.village(cast.town, f"新{n}村")
    assert [queries(address) for address in addresses] == before


def test_villages_that_nobody_acts_for_are_listed(cast, as_user):
    assert [row.name for row in as_user(cast.administrator).get(LIST, {"state": "unstaffed"}).context["page"].rows] == [
        "荷塘社区"
    ]
