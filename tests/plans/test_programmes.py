import pytest

from fulian.core.exceptions import Conflict, Refused
from plans.models import Programme, Task
from plans.services.programmes import add_programme, change_programme, resume_programme, stop_programme


@pytest.fixture
def talks(cast):
    programme = Programme(
        organization=cast.district, name="巾帼大宣讲", aliases="院落宣讲，百场宣讲、巾帼大宣讲、院落宣讲"
    )
    return add_programme(programme=programme, by=cast.district_officer)


def test_other_names_are_kept_once_each(talks):
    assert (talks.aliases, talks.names) == ("院落宣讲、百场宣讲", ["巾帼大宣讲", "院落宣讲", "百场宣讲"])


@pytest.mark.parametrize(
    ("name", "aliases", "field"),
    [("院落宣讲", "", "name"), ("宣讲进万家", "百场宣讲", "aliases"), ("巾帼大宣讲", "", "name")],
)
def test_a_name_means_one_programme(cast, talks, name, aliases, field):
    with pytest.raises(Refused, match="的名称或别名") as refused:
        add_programme(programme=Programme(organization=cast.district, name=name, aliases=aliases), by=cast.leader)
    assert refused.value.field == field


def test_another_organization_may_use_the_same_name(cast, talks):
    add_programme(programme=Programme(organization=cast.other_district, name="巾帼大宣讲"), by=cast.leader)
    talks.aliases = "宣讲"
    assert change_programme(programme=talks, by=cast.leader).names == ["巾帼大宣讲", "宣讲"]


def test_a_stopped_one_is_offered_no_more_and_stays_where_it_is(cast, task, talks, as_user):
    officer = as_user(cast.district_officer)
    sent = {"text": "宣讲到院落。", "programmes": [talks.pk], "partners": [cast.town.pk], "leader": "分管副主席"}
    officer.post(f"/plans/tasks/{task.pk}/edit/", sent)
    task = Task.objects.get()
    assert (list(task.programmes.all()), list(task.partners.all())) == ([talks], [cast.town])
    assert "巾帼大宣讲" in officer.get(task.chapter.plan.get_absolute_url()).content.decode()
    page = officer.get(talks.get_absolute_url())
    assert (list(page.context["tasks"]), page.context["may_change"]) == ([task], True)
    assert as_user(cast.leader).get(talks.get_absolute_url()).context["may_change"] is False
    stop_programme(programme=talks, by=cast.district_officer)
    with pytest.raises(Conflict):
        stop_programme(programme=talks, by=cast.district_officer)

    def offered(url):
        return list(officer.get(url).context["form"].fields["programmes"].queryset)

    assert offered(f"/plans/tasks/{task.pk}/edit/") == [talks]
    assert "programmes" not in officer.get(f"/plans/chapters/{task.chapter_id}/tasks/new/").context["form"].fields
    resume_programme(programme=talks, by=cast.district_officer)
    assert offered(f"/plans/chapters/{task.chapter_id}/tasks/new/") == [talks]


def test_programmes_of_the_organization_above_are_offered_too(cast, talks):
    assert list(Programme.objects.for_organization(cast.village.path)) == [talks]
    assert list(Programme.objects.for_organization(cast.other_district.path)) == []


def test_an_officer_keeps_the_list(cast, as_user):
    officer = as_user(cast.district_officer)
    officer.post("/plans/programmes/new/", {"name": "最美家庭", "aliases": "寻找最美家庭"})
    programme = Programme.objects.get()
    assert programme.organization == cast.district
    officer.post(f"/plans/programmes/{programme.pk}/edit/", {"name": "最美家庭", "aliases": ""})
    officer.post(f"/plans/programmes/{programme.pk}/stop/")
    programme.refresh_from_db()
    assert (programme.aliases, programme.active) == ("", False)
    html = officer.get("/plans/programmes/").content.decode()
    assert ("最美家庭" in html, "已停用" in html) == (True, True)
