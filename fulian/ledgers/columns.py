"""Columns that every ledger of records has, read by the engine itself."""

from typing import Any

from fulian.core import cells
from fulian.core.columns import Column

NAME, CODE = "organization_name", "organization_code"


def organization_code(row: Any) -> str:
    """The 12-digit code. A unit without one is named under the organization above it: 410399001003/锦和纺织公司."""
    return code_of(row.organization)


def code_of(organization: Any) -> str:
    if organization.code or organization.parent_id is None:
        return organization.code
    return f"{code_of(organization.parent)}/{organization.name}"


ORGANIZATION = Column(
    "所属组织", "organization.name", 16, NAME, cells.text(100), aliases=("单位", "组织", "村社区", "村（社区）", "填报单位"),
    help="村社区、镇街或区妇联的名称；有重名时写“柳溪镇石桥村”，或者填组织代码。只有一个组织的人可以不填。",
)  # fmt: skip
CODE_COLUMN = Column(
    "组织代码", organization_code, 15, CODE, cells.text(200), aliases=("区划代码",),
    help="12位区划代码；填了所属组织可以不填。",
)  # fmt: skip
WHOSE = (ORGANIZATION, CODE_COLUMN)
