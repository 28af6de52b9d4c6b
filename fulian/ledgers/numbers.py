"""编号: the stable key of a record in every ledger. HD-7K3F-128 is the activity whose primary key is 128 in the portal that calls
itself 7K3F; in any other portal that has imported it the record keeps this 编号 (LedgerKey)."""

import re
import secrets
from collections.abc import Iterable, Sequence
from typing import Any

from fulian.core.columns import Ledger
from fulian.ledgers.intake import Intake
from fulian.ledgers.models import LedgerKey, PortalSign
from fulian.ledgers.readers import model_of

SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is misread
LABEL = "编号"
SHAPE = re.compile(r"([A-Z]{2,4})-([0-9A-Z]{4,8})-(\d{1,12})")


def portal_sign() -> str:
    if (known := PortalSign.objects.order_by("pk").values_list("sign", flat=True).first()) is None:
        known = PortalSign.objects.create(sign="".join(secrets.choice(SIGNS) for _ in range(4))).sign
    return known


def has_number(ledger: Ledger) -> bool:
    return bool(ledger.prefix or ledger.key)


def kind_of(ledger: Ledger) -> str:
    return model_of(ledger)._meta.label_lower


def numbers_of(ledger: Ledger, rows: Sequence[Any]) -> list[str]:
    """The 编号 of each record; one query, or none."""
    if ledger.key:
        return [str(getattr(row, ledger.key)) for row in rows]
    keys = [row.pk for row in rows]
    known = numbers_by_key(ledger, keys)
    return [known[key] for key in keys]


def numbers_by_key(ledger: Ledger, keys: Iterable[Any]) -> dict[Any, str]:
    """{primary key: 编号} for records of a ledger; a None among the keys has an empty one."""
    wanted = {key for key in keys if key is not None}
    foreign = LedgerKey.objects.filter(kind=kind_of(ledger), object_id__in=wanted).exclude(number="") if wanted else ()
    known = {key.object_id: key.number for key in foreign}
    sign = portal_sign()
    return {None: ""} | {key: known.get(key) or f"{ledger.prefix}-{sign}-{key}" for key in wanted}


def found_by_number(intake: Intake, numbers: Iterable[str]) -> dict[str, Any]:
    """{编号: record} for those that are here, whoever may see them: the engine asks about reach afterwards."""
    ledger, wanted = intake.declared, {number for number in numbers if number}
    if not wanted:
        return {}
    if intake.find is not None:
        return intake.find(sorted(wanted))
    rows = ledger.rows()
    if ledger.key:
        return {getattr(row, ledger.key): row for row in rows.filter(**{f"{ledger.key}__in": wanted})}
    keys = keys_of_numbers(ledger, wanted)
    records = {row.pk: row for row in rows.filter(pk__in=set(keys.values()))}
    return {number: records[key] for number, key in keys.items() if key in records}


def keys_of_numbers(ledger: Ledger, numbers: Iterable[str]) -> dict[str, int]:
    """{编号: primary key}; a key of our own need not be of a record that is still there."""
    wanted = set(numbers)
    known = LedgerKey.objects.filter(kind=kind_of(ledger), number__in=wanted)
    found = {key.number: key.object_id for key in known}
    sign = portal_sign()
    for number in wanted - found.keys():
        if (shape := SHAPE.fullmatch(number)) and shape[1] == ledger.prefix and shape[2] == sign:
            found[number] = int(shape[3])
    return found


def is_ours(number: str) -> bool:
    shape = SHAPE.fullmatch(number)
    return shape is not None and shape[2] == portal_sign()
