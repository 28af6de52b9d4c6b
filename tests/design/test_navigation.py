"""The menu: what a role uses, in groups, what is opened every day first."""

import pytest
from django.test import RequestFactory

from fulian.core import navigation

pytestmark = pytest.mark.django_db


def _menu(user, path="/"):
    request = RequestFactory().get(path)
    request.user = user
    return navigation.rail(request)


def _labels(menu):
    return {group["label"]: [item["label"] for item in group["items"]] for group in menu if group["label"]}


def test_a_village_finds_its_work_in_four_groups_and_nothing_to_set_up(cast):
    menu = _menu(cast.village_chair)
    assert [item["label"] for item in menu[0]["items"]] == ["首页", "待办", "记一场活动", "活动", "月报"]
    assert _labels(menu) == {
        "台账与登记": ["阵地队伍", "荣誉选树", "两癌筛查", "矛盾调解", "重点关注家庭", "风险排查", "台账导入导出"],
        "通知与信息": ["通知", "信息报送", "求助线索上报"],
        "计划与汇总": ["工作计划", "上级任务", "督办", "工作总结"],
    }
    assert [(group["own"], [item["label"] for item in group["items"]]) for group in menu if group["own"]] == [
        (True, ["我的"])
    ]


def test_what_is_set_up_once_is_folded_until_she_is_in_it(cast):
    def management(path):
        return next(g["open"] for g in _menu(cast.district_officer, path) if g["label"] == "管理")

    assert (management("/"), management("/organizations/")) == (False, True)


def test_an_administrator_has_nothing_else_and_finds_it_open(cast):
    menu = _menu(cast.administrator)
    assert {group["label"]: group["open"] for group in menu if group["label"]} == {"管理": True}


def test_the_middle_of_the_phone_is_what_the_role_does_most(cast):
    def middle(user):
        request = RequestFactory().get("/")
        request.user = user
        return [item["label"] for item in navigation.bottom_bar(request)][2]

    assert (middle(cast.village_chair), middle(cast.leader), middle(cast.administrator)) == ("记活动", "总结", "组织")
