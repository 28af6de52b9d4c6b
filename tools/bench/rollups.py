"""The year's figures of one organization with 100, 1,500 and 40,000 villages under it."""

import time

from django.db import transaction

from tools.bench.timing import Row, measure

SIZES = (100, 1_500, 40_000)


def grow(villages: int, month):
    """A district-like top with townships of 25 villages, each with an approved statement of a closed month. Returns the top."""
    from django.utils import timezone

    from fulian.accounts.models import User
    from fulian.indicators.choices import MonthState, Stage
    from fulian.indicators.models import Indicator, MonthGuard, MonthlyStatement
    from fulian.organizations.models import Organization
    from fulian.organizations.services import plant

    codes = [i.code for i in Indicator.objects.monthly()]
    cells = {code: {"recorded": "3", "added": "1", "note": "补记"} for code in codes}
    top = plant(Organization(name=f"{villages}村", level="district"))
    towns = [plant(Organization(name=f"镇{n}", level="town", parent=top)) for n in range(-(-villages // 25))]
    rows = [
        Organization(name=f"村{n}", level="village", parent=towns[n // 25], path=f"tmp{villages}-{n}/")
        for n in range(villages)
    ]
    Organization.objects.bulk_create(rows, batch_size=5_000)
    for row in rows:
        row.path = f"{row.parent.path}{row.pk}/"
    Organization.objects.bulk_update(rows, ["path"], batch_size=5_000)
    MonthlyStatement.objects.bulk_create(
        (
            MonthlyStatement(
                organization=row,
                path_at=row.path,
                year=month.year,
                month=month.month,
                cells=cells,
                stage=Stage.APPROVED,
            )
            for row in rows
        ),
        batch_size=5_000,
    )
    MonthGuard.objects.create(
        organization=top, path_at=top.path, year=month.year, month=month.month, state=MonthState.CLOSED,
        changed_at=timezone.now(), changed_by=User.objects.order_by("pk").first(),
    )  # fmt: skip
    return top


def run() -> list[Row]:
    from fulian.core.periods import Month
    from fulian.indicators.figures import figures
    from fulian.indicators.models import Indicator, MonthlyStatement
    from fulian.indicators.totals import rebuild

    month = Month(2020, 5)
    with transaction.atomic():
        tops = [grow(size, month) for size in SIZES]
        begun = time.perf_counter()
        rebuild(month)
        rebuilding = time.perf_counter() - begun
        begun = time.perf_counter()
        read = sum(
            1 for _ in MonthlyStatement.objects.of_month(month).values_list("path_at", "stage", "cells").iterator()
        )
        reading = time.perf_counter() - begun
        indicators = list(Indicator.objects.monthly())
        seconds = measure(*[lambda top=top: figures(indicators, top, month.period) for top in tops], times=9)
        transaction.set_rollback(True)
    rows = [
        Row(f"{len(indicators)} 个指标，{size:,} 个村", taken, seconds[0], f"the same of {SIZES[0]} villages", "≤ 2")
        for size, taken in zip(SIZES, seconds, strict=True)
    ]
    rows.append(Row(f"重建全部汇总，{read:,} 份月报", rebuilding, reading, "one reading of the statements", "≤ 10"))
    return rows
