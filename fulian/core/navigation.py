"""Where a person can go. Each app registers its entries in its own navigation.py; what she may not do is not shown."""

from dataclasses import dataclass
from enum import IntEnum

from django.http import HttpRequest
from django.urls import reverse

from fulian.core.permissions import Permission


class Group(IntEnum):
    """Groups of the rail, in the order in which they stand."""

    WORK = 1
    RECORDS = 2
    PLANNING = 3
    REPORTING = 4
    SETTINGS = 5

    @property
    def label(self) -> str:
        return {1: "", 2: "业务台账", 3: "计划与指标", 4: "月报与总结", 5: "组织与系统"}[self.value]


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
    entries = sorted(_allowed(request), key=lambda e: (e.group, e.order))
    here = _here(entries, request)
    groups = []
    for group in Group:
        items = [_item(e, here) for e in entries if e.group == group]
        if items:
            groups.append({"label": group.label, "items": items})
    return groups


def bottom_bar(request: HttpRequest) -> list[dict]:
    entries = sorted((e for e in _allowed(request) if e.bottom), key=lambda e: e.bottom)
    taken: dict[int, Entry] = {}
    for entry in entries:  # one entry a place: the first that the person may use
        taken.setdefault(entry.bottom, entry)
    here = _here(list(taken.values()), request)
    return [_item(e, here, short=True) for e in taken.values()]
