"""What every write of screening asks first, whoever enters it: a form, an import, a script."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from activities.screening.choices import WITHIN, Cancer, Outcome, column
from activities.screening.models import Programme, Session, label_of
from fulian.core.chinese import long_date
from fulian.core.exceptions import Refused
from fulian.indicators.locks import assert_open
from fulian.organizations.models import Organization


def hold(programme: Programme) -> Programme:
    """The programme's row, locked until the transaction ends: nothing is entered while it is being closed."""
    return Programme.objects.select_for_update(of=("self",)).select_related("organization").get(pk=programme.pk)


def still_open(programme: Programme) -> None:
    if not programme.is_open:
        raise Refused("这个统计年度的筛查已经结束，不能再登记或修改。确需更正，请区妇联先重新打开。")


def month_open(organization: Organization, day: datetime.date, *, field: str | None = "day") -> None:
    try:
        assert_open(organization=organization, day=day)
    except Refused as refusal:
        raise Refused(refusal.message, field=field) from refusal


def where_and_when(session: Session) -> None:
    programme, organization, day = session.programme, session.organization, session.day
    if not organization.path.startswith(programme.organization.path):
        raise Refused(f"{organization.name}不在{programme.organization.name}下面。", field="organization")
    if day > timezone.localdate():
        raise Refused("检查日期不能晚于今天，检查以后再登记。", field="day")
    if day not in programme.period:
        raise Refused(
            f"这个统计年度是{long_date(programme.starts_on)}到{long_date(programme.ends_on)}，请核对检查日期。",
            field="day",
        )
    if not organization.existed_on(day):
        raise Refused(f"{organization.name}那一天还没有成立或已撤销，请核对日期。", field="day")


def counts(session: Session) -> None:
    """A woman has had one of the two examinations or both."""
    women, cervical, breast = session.women, session.cervical, session.breast
    if women < 1:
        raise Refused("至少是1人。", field="women")
    for cancer, number in ((Cancer.CERVICAL, cervical), (Cancer.BREAST, breast)):
        if number > women:
            raise Refused(f"{cancer.label}筛查人数（{number}）不能大于参加筛查人数（{women}）。", field=cancer.value)
    if women > cervical + breast:
        raise Refused(
            f"参加筛查{women}人，两项加起来只有{cervical + breast}人：每人至少查一项，请核对。", field="women"
        )


def results(session: Session) -> None:
    """No more of a part than of the whole; the sentence names both numbers."""
    for cancer in Cancer:
        screened = getattr(session, cancer.value)
        _within(session, column(cancer, Outcome.ABNORMAL), screened, f"{cancer.label}筛查人数")
        for few, many in WITHIN:
            name = column(cancer, many)
            _within(session, column(cancer, few), getattr(session, name), label_of(name))


def _within(session: Session, few: str, many: int | None, many_label: str) -> None:
    number = getattr(session, few)
    if number is None:
        return
    if many is None:
        raise Refused(f"填了{label_of(few)}，请把{many_label}也填上，没有就填0。", field=few)
    if number > many:
        raise Refused(f"{label_of(few)}（{number}）不能大于{many_label}（{many}）。", field=few)


def changed_fields(stored: Any, changed: Any, names: Mapping[str, Any] | tuple[str, ...]) -> list[str]:
    found = []
    for name in names:
        attname = stored._meta.get_field(name).attname
        if getattr(stored, attname) != getattr(changed, attname):
            found.append(name)
    return found
