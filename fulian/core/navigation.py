"""Where a person can go. Each app registers its entries in its own navigation.py; what she may not do is not shown."""

from dataclasses import dataclass
from enum import IntEnum

from django.http import HttpRequest
from django.urls import reverse

from fulian.core.permissions import Permission


class Group(IntEnum):
    """Groups of the menu, in the order in which they stand: what is opened every day first, what is set up once last."""

    WORK = 1  # without a heading: it stands at the top of every menu
    RECORDS = 2
    MESSAGES = 3
    PLANNING = 4
    SETTINGS = 5
    SELF = 6  # beside her name, below the list

    @property
    def label(self) -> str:
        return {1: "", 2: "台账与登记", 3: "通知与信息", 4: "计划与汇总", 5: "管理", 6: ""}[self.value]


@dataclass(frozen=True)
class Entry:
    label: str
    url_name: str
    icon: str
    group: Group
    permission: Permission | None = None  # None: everybody who is signed in
    order: int = 50
    bottom: int = 0  # place in the phone's bottom bar, 1 to 5; 0 = not there
    short_label: str = ""
    primary: bool = False  # the big one in the middle of the bottom bar


ENTRIES: list[Entry] = []


def register(*entries: Entry) -> None:
    for entry in entries:
        if entry not in ENTRIES:
            ENTRIES.append(entry)


def _item(entry: Entry, here: str, *, short: bool = False) -> dict:
    url = reverse(entry.url_name)
    label = entry.short_label if short and entry.short_label else entry.label
    return {
        "label": label,
        "url": url,
        "icon": entry.icon,
        "current": url == here,
        "primary": entry.primary,
    }


def _here(entries: list[Entry], request: HttpRequest) -> str:
    """The one place where she is: the longest address that leads to this page, so that 记一场活动 is not 活动 as well."""
    addresses = [reverse(entry.url_name) for entry in entries]
    leading = [url for url in addresses if request.path == url or (url != "/" and request.path.startswith(url))]
    return max(leading, key=len, default="")


def _allowed(request: HttpRequest) -> list[Entry]:
    user = request.user
    if not user.is_authenticated:
        return []
    allowed = [e for e in ENTRIES if e.permission is None or user.may(e.permission)]
    return list({e.url_name: e for e in reversed(allowed)}.values())[::-1]  # an address stands once, whoever opens it


def rail(request: HttpRequest) -> list[dict]:
    """The menu by groups. What is set up once stays folded, unless she is in it or it is all that she has."""
    entries = sorted(_allowed(request), key=lambda e: (e.group, e.order))
    here = _here(entries, request)
    kept_open = any(entry.group in (Group.RECORDS, Group.MESSAGES, Group.PLANNING) for entry in entries)
    groups = []
    for group in Group:
        items = [_item(e, here) for e in entries if e.group == group]
        if items:
            is_open = group != Group.SETTINGS or not kept_open or any(item["current"] for item in items)
            groups.append({"label": group.label, "items": items, "open": is_open, "own": group == Group.SELF})
    return groups


def bottom_bar(request: HttpRequest) -> list[dict]:
    entries = sorted((e for e in _allowed(request) if e.bottom), key=lambda e: (e.bottom, not e.primary))
    taken: dict[int, Entry] = {}
    for entry in entries:  # one entry a place: the first that the person may use
        taken.setdefault(entry.bottom, entry)
    here = _here(list(taken.values()), request)
    return [_item(e, here, short=True) for e in taken.values()]
