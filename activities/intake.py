"""What becomes of a row of the ledgers of activities and campaigns."""

from collections.abc import Iterable
from typing import Any

from activities.choices import FieldType, Status
from activities.models import (
    Activity,
    ActivityKind,
    Campaign,
    FieldValue,
    GoodsLine,
    KindFamily,
    KindField,
    Partner,
    Postponement,
    Series,
    Theme,
    ThemeDate,
)
from activities.services import Details, cancel_activity, change_activity, hold_activity, record_activity
from activities.services.campaigns import change_campaign, set_campaign_open, start_campaign
from activities.services.vocabulary import add_word, change_word, set_theme_days
from fulian.core.exceptions import Refused
from fulian.core.permissions import Permission
from fulian.ledgers.intake import Row, register_intake
from fulian.ledgers.words import register_words
from fulian.organizations.models import Organization
from fulian.registers.models import Team, Venue

APART = ("status", "cancel_reason")  # changed by an act of their own
NO_REASON = "已撤销的活动要写撤销原因。"
FIELD = "field_"


def take_activity(row: Row, *, by: Any) -> Activity:
    activity = row.stored or Activity()
    cancels = row.get("status") == Status.CANCELLED and not (row.stored and row.stored.is_cancelled)
    content = row.changed - {*APART}
    row.fill(activity, leave=APART)
    if row.values.get("venue_id") is not None:
        activity.venue = Venue.objects.get(pk=row.values["venue_id"])
    elif "venue_name" in row.values:
        activity.venue = _venue(row, activity)
    if "campaign_id" in row.values:
        activity.campaign = Campaign.objects.filter(pk=row.values["campaign_id"]).first()
    if row.values.get("series_words"):
        activity.series, activity.series_number = _series(row, activity, by)
    details = _details(row, activity)
    if row.is_new:
        activity.status = Status.PLANNED if row.get("status") == Status.PLANNED else Status.ACTIVE
        record_activity(activity=activity, by=by, details=details)
    elif activity.is_planned and row.get("status") == Status.ACTIVE:
        hold_activity(activity=activity, by=by, details=details)
    elif content or not cancels:
        change_activity(activity=activity, by=by, details=details)
    _postponed(row, activity, by)
    if cancels:
        if not row.get("cancel_reason"):
            raise Refused(NO_REASON, field="cancel_reason")
        cancel_activity(activity=activity, by=by, reason=row.get("cancel_reason"))
    return activity


def _details(row: Row, activity: Activity) -> Details:
    """What the file says of it; what it has no column for stays as it is."""
    asked = {name.removeprefix(FIELD): said for name, said in row.values.items() if name.startswith(FIELD)}
    partners = row.values.get("partner_links")
    return Details(
        themes=row.values.get("themes", () if row.is_new else None),
        values=_answers(row, activity, asked) if asked else None,
        goods=_goods(row, asked) if any(_fields(row)[code].type == FieldType.GOODS for code in asked) else None,
        partners=None if partners is None else [
            Partner(organization=_organization(row, code), role=role) for code, role in partners
        ],
        tasks=row.values.get("task_links"),
    )  # fmt: skip


def _fields(row: Row) -> dict[str, KindField]:
    if "fields" not in row.cache:
        row.cache["fields"] = {field.code: field for field in KindField.objects.all()}
    return row.cache["fields"]


def _answers(row: Row, activity: Activity, asked: dict[str, Any]) -> list[FieldValue]:
    """Those of the file, and those of fields that it has no column for."""
    found = []
    for code, said in asked.items():
        field = _fields(row)[code]
        if said in (None, "") or field.type == FieldType.GOODS:
            continue
        value = FieldValue(field=field)
        if field.is_numeric:
            value.number, value.qualifier = said.value, said.qualifier.value
        elif field.type == FieldType.YES_NO:
            value.flag = said
        elif field.type == FieldType.DATE:
            value.day = said
        elif field.type == FieldType.TEAM:
            value.team = _team(activity, said, field)
        else:
            value.text = said
        found.append(value)
    kept = activity.field_values.select_related("field") if activity.pk else ()
    return found + [value for value in kept if value.field.code not in asked]


def _team(activity: Activity, name: str, field: KindField) -> Team:
    near = Team.objects.filter(organization_id__in=activity.organization.ancestor_ids, name=name)
    team = near.order_by("-organization__path", "is_void", "pk").first()
    if team is None:
        raise Refused(f"没有叫“{name}”的队伍，请先登记队伍。", field=field.form_name)
    return team


def _goods(row: Row, asked: dict[str, Any]) -> list[GoodsLine]:
    return [
        GoodsLine(field=_fields(row)[code], item=item, quantity=quantity, unit=unit, value=value)
        for code, lines in asked.items()
        if _fields(row)[code].type == FieldType.GOODS
        for item, quantity, unit, value in lines or ()
    ]


def _organization(row: Row, code: str, *, field: str = "partner_links") -> Organization:
    """By its code; a unit without one by the code of the organization above it and its name."""
    key = ("organization", code)
    if key not in row.cache:
        above, _, name = code.partition("/")
        named = {"parent__code": above, "name": name} if name else {"code": above}
        row.cache[key] = Organization.objects.filter(**named).first()
    if row.cache[key] is None:
        raise Refused(f"没有代码是“{code}”的组织。", field=field)
    return row.cache[key]


def _series(row: Row, activity: Activity, by: Any) -> tuple[Series, int]:
    """The series that its other activities are in already, or a new one."""
    rhythm, first, last, number = row.values["series_words"]
    said = {"organization": activity.organization, "rhythm": rhythm, "starts_on": first, "ends_on": last}
    if activity.series and all(getattr(activity.series, name) == value for name, value in said.items()):
        return activity.series, number
    series = Series.objects.filter(**said, activities__kind=activity.kind).order_by("pk").first()
    if series is None:
        series = Series.objects.create(**said, path_at=activity.organization.path, created_by=by, updated_by=by)
    return series, number


def _postponed(row: Row, activity: Activity, by: Any) -> None:
    said = row.values.get("postponements")
    if said is None:
        return
    known = {(one.from_day, one.to_day) for one in activity.postponements.all()}
    Postponement.objects.bulk_create(
        Postponement(activity=activity, from_day=first, to_day=then, reason=reason, postponed_by=by)
        for first, then, reason in said
        if (first, then) not in known
    )


def take_campaign(row: Row, *, by: Any) -> Campaign:
    campaign = row.fill(row.stored or Campaign())
    named = _taking_part(row, campaign)
    if row.is_new:
        start_campaign(campaign=campaign, organizations=named, by=by)
    elif row.changed - {"open"}:
        change_campaign(campaign=campaign, organizations=named, by=by)
    is_open = row.values.get("open", campaign.is_active)
    if is_open != campaign.is_active:
        set_campaign_open(campaign=campaign, is_open=is_open, by=by)
    return campaign


def _taking_part(row: Row, campaign: Campaign) -> Iterable[Organization]:
    if "taking_part" not in row.values:
        return list(campaign.organizations.all()) if campaign.pk else []
    codes = [code.strip() for code in (row.values["taking_part"] or "").split("、")]
    return [_organization(row, code, field="taking_part") for code in codes if code]


def _venue(row: Row, activity: Activity) -> Venue | None:
    """By its name: in the organization itself, else in one above it."""
    name = row.values["venue_name"]
    if not name:
        return None
    key = ("venue", activity.organization.path, name)
    if key not in row.cache:
        near = Venue.objects.filter(organization_id__in=activity.organization.ancestor_ids, name=name)
        row.cache[key] = near.order_by("-organization__path", "is_void", "pk").first()
    if row.cache[key] is None:
        raise Refused(f"没有叫“{name}”的阵地。请先登记阵地，或者写在地点里。", field="venue_name")
    return row.cache[key]


def keep_activity_word(*, word: Any, by: Any) -> Any:
    return (add_word if word.pk is None else change_word)(word=word, by=by)


def keep_theme_days(*, word: ThemeDate, by: Any) -> ThemeDate:
    return set_theme_days(days=word, by=by)


for _model in (KindFamily, ActivityKind, KindField, Theme):
    register_words(_model, permission=Permission.ACTIVITIES_DEFINE, keep=keep_activity_word)
register_words(ThemeDate, permission=Permission.ACTIVITIES_DEFINE, keep=keep_theme_days, code=("theme", "year"))
register_intake(
    "activities.activities",
    permission=Permission.ACTIVITIES_EDIT,
    take=take_activity,
    days=("starts_on",),
    like=("organization", "starts_on", "kind", "title"),
    related=("field_values", "goods", "partner_links", "task_links", "postponements"),
)
register_intake(
    "activities.campaigns",
    permission=Permission.ACTIVITIES_EDIT,
    take=take_campaign,
    like=("organization", "year", "title"),
)
