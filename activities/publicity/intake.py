"""What becomes of a row of the 采用台账."""

from typing import Any

from activities.publicity.choices import Status
from activities.publicity.models import Adoption
from activities.publicity.services import cancel_adoption, change_adoption, record_adoption
from fulian.core.exceptions import Refused
from fulian.core.permissions import Permission
from fulian.ledgers.intake import Row, register_intake

APART = ("status", "cancel_reason", "activity")


def take_adoption(row: Row, *, by: Any) -> Adoption:
    adoption = row.stored or Adoption()
    cancels = row.get("status") == Status.CANCELLED and not (row.stored and row.stored.is_cancelled)
    content = row.changed - {"status", "cancel_reason"}
    row.fill(adoption, leave=APART)
    if "activity" in row.values:
        adoption.activity_id = row.values["activity"]
    if row.is_new:
        record_adoption(adoption=adoption, by=by)
    elif content or not cancels:
        change_adoption(adoption=adoption, by=by)
    if cancels:
        if not row.get("cancel_reason"):
            raise Refused("已撤销的要写撤销原因。", field="cancel_reason")
        cancel_adoption(adoption=adoption, by=by, reason=row.get("cancel_reason"))
    return adoption


register_intake(
    "publicity.adoptions",
    permission=Permission.ACTIVITIES_EDIT,
    take=take_adoption,
    days=("published_on",),
    like=("organization", "published_on", "platform", "title"),
)
