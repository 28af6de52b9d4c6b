"""What a person keeps of a list for herself. It is no record of anybody's work, and leaves no trace in the audit."""

from django.db import transaction

from fulian.accounts.models import SavedFilter, User
from fulian.core.exceptions import Refused

MOST = 12  # of one list: more would not be found again


@transaction.atomic
def save_filter(*, page: str, label: str, query: str, by: User) -> SavedFilter:
    """Under a name that she has on that list already, the new conditions take the place of the old."""
    label = " ".join(label.split())
    if not label:
        raise Refused("请给这组筛选起个名字。")
    if len(label) > 20:
        raise Refused("名字最多20个字。")
    if not query:
        raise Refused("还没有设筛选条件，没有可存的。")
    if len(query) > 1000:
        raise Refused("条件太长，存不下，请去掉一些。")
    User.objects.select_for_update().get(pk=by.pk)  # two presses of the button at once are one after the other
    known = by.saved_filters.filter(page=page)
    if not known.filter(label=label).exists() and known.count() >= MOST:
        raise Refused(f"一个列表最多存{MOST}组筛选，请先删去不用的。")
    saved, _ = SavedFilter.objects.update_or_create(user=by, page=page, label=label, defaults={"query": query})
    return saved


def forget_filter(*, saved: SavedFilter, by: User) -> None:
    by.saved_filters.filter(pk=saved.pk).delete()
