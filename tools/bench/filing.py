"""A month's submission over HTTP with permission checks, audit and the records counted, beside a bare insert of the same rows."""

from tools.bench.timing import Row


def run() -> list[Row]:
    import re
    import statistics
    import time

    from django.db import transaction
    from django.urls import reverse
    from django.utils import timezone

    from fulian.accounts.models import User
    from fulian.audit.models import AuditEvent
    from fulian.core.periods import Month
    from fulian.demo.places import TOWNS, place_code
    from fulian.indicators.models import MonthlyStatement
    from fulian.organizations.models import Organization
    from reports.models import MonthlyReport
    from tools.bench.people import signed_in

    month = Month.of(timezone.localdate())  # this month: nobody has reported it yet
    ours: list[float] = []
    town = TOWNS[4]
    for index in range(20):
        village = Organization.objects.get(code=place_code(town, index))
        client = signed_in(f"{town.prefix}{index + 1:02}")
        address = reverse("reports:monthly-report-fill", args=[village.pk, str(month)])
        page = client.get(address).content.decode()
        data = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page))
        begun = time.perf_counter()
        answer = client.post(address, {**data, "action": "submit"})
        ours.append(time.perf_counter() - begun)
        assert answer.status_code == 302, answer.status_code
    report = MonthlyReport.objects.filter(year=month.year, month=month.month).select_related("statement").latest("pk")
    user = User.objects.order_by("pk").first()
    bare: list[float] = []
    for number in range(20):
        begun = time.perf_counter()
        with transaction.atomic():
            statement = MonthlyStatement(
                organization_id=report.organization_id, path_at=report.statement.path_at, year=1990 + number, month=month.month,
                cells=report.statement.cells,
            )  # fmt: skip
            statement.save()
            MonthlyReport.objects.create(
                organization_id=report.organization_id, statement=statement, year=1990 + number, month=month.month
            )
            AuditEvent.objects.create(actor_id=user.pk, event="bench", subject_type="bench", subject_id=1)
        bare.append(time.perf_counter() - begun)
    note = "a whole request: session, permission, form, records counted afresh, decision and audit row"
    return [
        Row("提交一份月报", statistics.median(ours), statistics.median(bare), "bare insert of the same rows", "—", note)
    ]
