"""Who gets what at each address: one file an app, each with a list ROLE_MATRIX of rows.

    ROLE_MATRIX = [
        Row("activities:activity-list", expect={"village_chair": 200, …}, others=403),
        Row("activities:activity-detail", lambda cast: {"pk": ActivityFactory(organization=cast.village).pk},
            expect={"village_chair": 200, "town_chair": 200}, others=404),
    ]

The thing that `kwargs` makes belongs to `cast.village` (or to the organization that fits the row). `others` is the answer for
every role that `expect` does not name; the walker wants 404 for `outsider` wherever there are kwargs, and for
`other_village_chair` wherever `village_chair` gets in. POST rows run one role after the other, each undone afterwards.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

SIGN_IN = "sign-in"  # redirected to the sign-in page
PUBLIC = 200


def nothing(cast: Any) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Row:
    url_name: str
    kwargs: Callable[[Any], dict[str, Any]] = nothing
    expect: dict[str, int] = field(default_factory=dict)
    others: int = 403
    method: str = "get"
    data: Callable[[Any], dict[str, Any]] = nothing
    query: str = ""  # "?month=2026-10"
    anonymous: int | str = SIGN_IN
    everybody: bool = False  # what lies behind the kwargs belongs to nobody: no 404 for an outsider is expected
    as_role: str = ""  # a name for a second row of the same address, shown in the test's name

    @property
    def name(self) -> str:
        return " ".join(
            part for part in (self.url_name, self.method if self.method != "get" else "", self.as_role) if part
        )
