import datetime

import pytest
import time_machine

from fulian.core.exceptions import Conflict, Refused
from fulian.indicators.services import load_defaults
from plans.supervision import services
from plans.supervision.choices import Answer, Degree, Status
from plans.supervision.models import Notice, Recipient, Reply
from tests.factories.activities import ActivityFactory
from tests.factories.plans import PlanFactory, in_force, target_of, task_of
from tests.factories.supervision import draft, issued, overdue, recipient_of, replied

TODAY = datetime.date(2025, 7, 2)
DUE = datetime.date(2025, 7, 12)


@pytest.fixture
def officer(cast):
    return cast.district_officer


def states(notice):
    return {row.name: row.status for row in notice.recipients.select_related("organization")}


def refusal(act, **arguments):
    with pytest.raises(Refused) as refused:
        act(**arguments)
    return refused.value.field, refused.value.message


# ---- drafting --------------------------------------------------------------------------------------------------------------


def test_a_draft_has_its_recipients_and_no_number(cast, officer):
    notice = draft(cast.district, cast.town, cast.other_town, by=officer, departments=["组宣部", " 组宣部 ", ""])
    assert (notice.status, notice.number, notice.number_text) == (Status.DRAFT, None, "")
    assert states(notice) == {"柳溪镇": "waiting", "东渡街道": "waiting", "组宣部": "waiting"}
    assert notice.recipients.get(department="组宣部").organization == cast.district


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("关于加快妇女微家建设", "关于加快妇女微家建设的提醒函"),
        ("关于加快妇女微家建设的提醒函", "关于加快妇女微家建设的提醒函"),
        ("关于加快妇女微家建设的工作提示 ", "关于加快妇女微家建设的提醒函"),
    ],
)
def test_the_degree_stands_once_behind_the_title(cast, officer, typed, shown):
    assert draft(cast.district, cast.town, by=officer, degree=Degree.REMINDER, title=typed).full_title == shown


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"title": "的工作提示"}, ("title", "请填写标题，说明是什么事。")),
        ({"due_on": None}, ("due_on", "请填写答复期限。")),
        ({"due_on": TODAY}, ("due_on", "答复期限要晚于今天。")),
        ({"needs_reply": False}, ("needs_reply", "工作提示都要答复；只有通报可以不要求答复。")),
    ],
)
def test_what_no_notice_may_say_is_refused_at_its_field(cast, officer, fields, expected):
    notice = Notice(organization=cast.district, **({"title": "关于进度", "text": "请答复。", "due_on": DUE} | fields))
    assert refusal(services.draft_notice, notice=notice, organizations=[cast.town], by=officer) == expected
    assert Notice.objects.count() == 0


def test_it_goes_only_to_those_below_and_to_somebody(cast, officer):
    def to(*organizations):
        notice = Notice(organization=cast.town, title="关于进度", text="请答复。", due_on=DUE)
        return refusal(services.draft_notice, notice=notice, organizations=organizations, by=cast.town_chair)

    assert to() == ("organizations", "请选主送的下级组织，或写明本级哪个部室。")
    assert to(cast.far_village) == ("organizations", "荷塘社区不是柳溪镇的下级，不能主送。")
    assert to(cast.town) == ("organizations", "柳溪镇不是柳溪镇的下级，不能主送。")
    assert to(cast.district) == ("organizations", "清和区不是柳溪镇的下级，不能主送。")


def test_a_draft_is_changed_and_a_change_by_somebody_else_is_not_overwritten(cast, officer):
    notice = draft(cast.district, cast.town, by=officer)
    seen = notice.updated_at
    notice.text = "改过的正文"
    with time_machine.travel("2025-07-02 10:05+08:00", tick=False):
        services.change_notice(notice=notice, organizations=[cast.other_town], by=officer, version=seen)
    assert states(notice) == {"东渡街道": "waiting"}
    assert Notice.objects.get().text == "改过的正文"
    with pytest.raises(Conflict):
        services.change_notice(notice=notice, organizations=[cast.town], by=officer, version=seen)


def test_a_draft_that_is_not_wanted_goes_and_what_was_issued_stays(cast, officer):
    services.discard_notice(notice=draft(cast.district, cast.town, by=officer), by=officer)
    assert (Notice.objects.count(), Recipient.objects.count()) == (0, 0)
    notice = issued(cast.district, cast.town, by=officer)
    for act in (services.discard_notice, services.issue_notice):
        with pytest.raises(Conflict):
            act(notice=notice, by=officer)
    with pytest.raises(Conflict):
        services.change_notice(notice=notice, organizations=[cast.town], by=officer)


# ---- issuing ---------------------------------------------------------------------------------------------------------------


def test_numbers_count_on_for_each_issuer_year_and_degree(cast, officer):
    def number(issuer, to, by, **fields):
        return issued(issuer, to, by=by, **fields).number_text

    assert number(cast.district, cast.town, officer) == "工作提示〔2025〕1号"
    assert number(cast.district, cast.town, officer) == "工作提示〔2025〕2号"
    assert number(cast.district, cast.town, officer, degree=Degree.REMINDER) == "提醒函〔2025〕1号"
    assert number(cast.town, cast.village, cast.town_chair, code_word="柳妇提") == "柳妇提〔2025〕1号"
    with time_machine.travel("2025-12-31 23:59+08:00", tick=False):
        assert number(cast.district, cast.town, officer) == "工作提示〔2025〕3号"
    with time_machine.travel("2026-01-01 00:01+08:00", tick=False):  # 2025 in UTC
        assert number(cast.district, cast.town, officer) == "工作提示〔2026〕1号"


def test_what_fails_to_be_issued_takes_no_number_and_a_withdrawn_one_keeps_its_own(cast, officer):
    late = draft(cast.district, cast.town, by=officer)
    with time_machine.travel("2025-07-20 10:00+08:00", tick=False):
        assert (
            refusal(services.issue_notice, notice=late, by=officer)[1] == "答复期限已经过了，请先修改草稿里的答复期限。"
        )
        first = issued(cast.district, cast.town, by=officer)
        services.withdraw_notice(notice=first, by=officer, reason="主送写错")
        assert (first.number, issued(cast.district, cast.town, by=officer).number) == (1, 2)


def test_issuing_asks_the_recipients_from_that_day(cast, officer):
    notice = issued(cast.district, cast.town, by=officer)
    row = recipient_of(notice)
    assert (notice.status, notice.issued_by, notice.issued_on) == (Status.ISSUED, officer, TODAY)
    assert (row.status, row.due_on, row.asked_on) == (Answer.WAITING, DUE, TODAY)


def test_a_circular_that_asks_nothing_is_closed_when_it_is_issued(cast, officer):
    notice = issued(cast.district, cast.town, by=officer, degree=Degree.CIRCULAR, needs_reply=False)
    assert (notice.status, notice.due_on, states(notice)) == (Status.CLOSED, None, {"柳溪镇": "informed"})
    services.withdraw_notice(notice=notice, by=officer, reason="数字有误")
    assert (notice.status, notice.withdraw_reason) == (Status.WITHDRAWN, "数字有误")


def test_the_figures_of_the_target_are_frozen_when_it_is_issued(cast, officer):
    load_defaults()
    plan = PlanFactory(organization=cast.district, by=officer)
    target = target_of(task_of(plan), low=200)
    in_force(plan, by=cast.leader)
    ActivityFactory(organization=cast.village, sessions=40)
    notice = issued(cast.district, cast.town, by=officer, target=target)
    frozen = Notice.objects.get().figures
    assert {name: frozen[name] for name in ("as_of", "goal", "actual", "fraction", "percent", "pace", "light")} == {
        "as_of": "2025年7月2日", "goal": "不少于200场次", "actual": "40场次", "fraction": "40/200", "percent": "20%",
        "pace": "50%", "light": "滞后",
    }  # fmt: skip
    ActivityFactory(organization=cast.village, sessions=160)
    notice.refresh_from_db()
    assert notice.figures == frozen


def test_a_target_of_a_plan_that_is_not_carried_out_is_no_subject(cast, officer):
    load_defaults()
    target = target_of(task_of(PlanFactory(organization=cast.district, by=officer)))
    with pytest.raises(Refused) as refused:
        draft(cast.district, cast.town, by=officer, target=target)
    assert refused.value.field == "target"


# ---- answering -------------------------------------------------------------------------------------------------------------


def test_an_answer_is_accepted_and_the_last_one_closes_the_notice(cast, officer):
    notice = issued(cast.district, cast.town, cast.other_town, by=officer)
    first = replied(notice, cast.town, by=cast.town_chair).recipient
    services.accept_reply(recipient=first, by=officer)
    notice.refresh_from_db()
    assert (notice.status, states(notice)) == (Status.ISSUED, {"柳溪镇": "accepted", "东渡街道": "waiting"})
    second = replied(notice, cast.other_town, by=cast.other_town_chair).recipient
    services.accept_reply(recipient=second, by=officer)
    notice.refresh_from_db()
    assert (notice.status, notice.closed_by) == (Status.CLOSED, officer)


def test_an_answer_that_is_sent_back_stays_and_the_next_version_stands_beside_it(cast, officer):
    notice = issued(cast.district, cast.town, by=officer)
    row = replied(notice, by=cast.town_chair, text="正在推进。").recipient
    new_day = datetime.date(2025, 7, 20)
    services.send_back_reply(recipient=row, by=officer, reason="没有写完成时限", due_on=new_day)
    row.refresh_from_db()
    assert (row.status, row.due_on, row.is_open) == (Answer.SENT_BACK, new_day, True)
    replied(notice, by=cast.town_chair, text="8月底前建成6个。")
    assert [(r.number, r.text, r.verdict, r.verdict_reason) for r in Reply.objects.all()] == [
        (1, "正在推进。", "sent_back", "没有写完成时限"),
        (2, "8月底前建成6个。", "", ""),
    ]


def test_an_answer_may_be_supplemented_until_it_is_judged_and_the_judge_has_seen_the_last_one(cast, officer):
    notice = issued(cast.district, cast.town, by=officer)
    replied(notice, by=cast.town_chair)
    row = replied(notice, by=cast.town_officer, text="补充：已开工。").recipient
    with pytest.raises(Conflict) as conflict:
        services.accept_reply(recipient=row, by=officer, seen=1)
    assert conflict.value.message == "对方刚刚又补充了答复，请先看最新的答复再审核。"
    services.accept_reply(recipient=row, by=officer, seen=2)
    for act in (services.accept_reply, services.send_back_reply):
        with pytest.raises(Conflict):
            act(recipient=row, by=officer, **({"reason": "再补充"} if act is services.send_back_reply else {}))


def test_what_is_closed_or_withdrawn_asks_for_no_answer(cast, officer):
    notice = issued(cast.district, cast.town, by=officer)
    services.withdraw_notice(notice=notice, by=officer, reason="主送写错")
    with pytest.raises(Conflict) as conflict:
        replied(notice, by=cast.town_chair)
    assert conflict.value.message == "这份文件已经办结、升级或撤回，不用再答复。"


def test_wrong_days_are_refused_at_their_field(cast, officer):
    notice = issued(cast.district, cast.town, by=officer)
    tomorrow = datetime.date(2025, 7, 3)
    arguments = {"recipient": recipient_of(notice), "text": "办完了。", "by": cast.town_chair}
    assert refusal(services.reply_to_notice, done_on=tomorrow, **arguments) == (
        "done_on", "办理完成日期不能晚于今天；还没办完就留空。",
    )  # fmt: skip
    row = replied(overdue(notice), by=cast.town_chair).recipient
    back = {"recipient": row, "reason": "太简单", "by": officer}
    assert refusal(services.send_back_reply, **back) == ("due_on", "原来的答复期限已到，请给一个新的期限。")
    assert refusal(services.send_back_reply, due_on=TODAY, **back) == ("due_on", "新的答复期限要晚于今天。")


def test_a_department_of_the_issuer_answers_through_the_issuers_officers(cast, officer):
    notice = issued(cast.district, by=officer, departments=["组宣部"])
    services.accept_reply(recipient=replied(notice, by=officer).recipient, by=officer)
    notice.refresh_from_db()
    assert notice.status == Status.CLOSED


# ---- raising ---------------------------------------------------------------------------------------------------------------


def test_a_graver_notice_takes_over_those_that_have_not_answered(cast, officer):
    hint = overdue(issued(cast.district, cast.town, cast.other_town, by=officer))
    replied(hint, cast.other_town, by=cast.other_town_chair)
    later = issued(cast.district, cast.town, cast.other_town, by=officer, degree=Degree.REMINDER, escalates=hint)
    assert states(hint) == {"柳溪镇": "raised", "东渡街道": "replied"}
    assert states(later) == {"柳溪镇": "waiting", "东渡街道": "waiting"}
    services.accept_reply(recipient=recipient_of(hint, cast.other_town), by=officer)
    hint.refresh_from_db()
    assert hint.status == Status.CLOSED


@pytest.mark.parametrize(
    ("earlier", "later", "refused"),
    [
        ("hint", "reminder", ""),
        ("hint", "circular", ""),
        ("reminder", "circular", ""),
        ("hint", "hint", "上一份是工作提示，升级只能选提醒函或通报。"),
        ("reminder", "hint", "上一份是提醒函，升级只能选通报。"),
        ("circular", "circular", "只能把本级已经发出的工作提示或提醒函升级。"),
    ],
)
def test_it_is_raised_only_upwards(cast, officer, earlier, later, refused):
    first = issued(cast.district, cast.town, by=officer, degree=earlier)
    notice = Notice(
        organization=cast.district, degree=later, title="关于进度", text="请答复。", due_on=DUE, escalates=first
    )
    if refused:
        assert refusal(services.draft_notice, notice=notice, organizations=[cast.town], by=officer)[1] == refused
    else:
        assert services.draft_notice(notice=notice, organizations=[cast.town], by=officer).escalates == first


def test_a_draft_and_anothers_notice_cannot_be_raised(cast, officer):
    for earlier in (
        draft(cast.district, cast.town, by=officer),
        issued(cast.town, cast.village, by=cast.town_chair),
    ):
        notice = Notice(
            organization=cast.district, degree="reminder", title="关于进度", text="请答复。", due_on=DUE,
            escalates=earlier,
        )  # fmt: skip
        assert refusal(services.draft_notice, notice=notice, organizations=[cast.town], by=officer) == (
            None, "只能把本级已经发出的工作提示或提醒函升级。",
        )  # fmt: skip


def test_what_was_withdrawn_meanwhile_is_not_raised(cast, officer):
    hint = issued(cast.district, cast.town, by=officer)
    later = draft(cast.district, cast.town, by=officer, degree=Degree.REMINDER, escalates=hint)
    services.withdraw_notice(notice=hint, by=officer, reason="写错")
    assert refusal(services.issue_notice, notice=later, by=officer)[1] == (
        "工作提示〔2025〕1号已经撤回，不能由它升级。请删除这份草稿，另写一份。"
    )
    assert states(hint) == {"柳溪镇": "waiting"}


def test_a_circular_that_asks_nothing_leaves_the_duty_to_answer_where_it_was(cast, officer):
    hint = issued(cast.district, cast.town, by=officer)
    issued(cast.district, cast.town, by=officer, degree=Degree.CIRCULAR, needs_reply=False, escalates=hint)
    assert states(hint) == {"柳溪镇": "waiting"}


# ---- opening ---------------------------------------------------------------------------------------------------------------


def test_opening_is_noted_once_for_who_answers_and_for_nobody_else(cast, officer):
    notice = issued(cast.town, cast.village, by=cast.town_chair)
    for passer_by in (cast.village_aide, cast.town_chair, cast.leader, officer):
        services.note_opened(notice=notice, by=passer_by)
    assert recipient_of(notice).opened_by is None
    services.note_opened(notice=notice, by=cast.village_chair)
    assert recipient_of(notice).opened_by == cast.village_chair
