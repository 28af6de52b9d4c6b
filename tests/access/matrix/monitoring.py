"""The programmes are the district's: its officer writes, its leader looks, nobody else has any business there. The page behind a
link opens for whoever has the link, signed in or not."""

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from plans.monitoring import services
from plans.monitoring.choices import Stage
from plans.monitoring.models import MonitoringReport, MonitoringReportFile, Programme
from plans.monitoring.services.sheets import write_sheet
from plans.monitoring.standing import lines_of
from plans.monitoring.views.sheets import SALT
from tests.access.matrix import PUBLIC, Row
from tests.factories.monitoring import DEPARTMENT, indicator_of, link_of, value_of

YEAR = 2024
OF_DEPARTMENT = f"?department={DEPARTMENT}"


def loaded(cast):
    if not Programme.objects.filter(organization=cast.district).exists():
        services.load_programmes(organization=cast.district, by=cast.district_officer)
    return {}


def the_district(cast):
    loaded(cast)
    return {"pk": cast.district.pk}


def a_programme(cast):
    loaded(cast)
    return {"pk": Programme.objects.filter(organization=cast.district).first().pk}


def an_indicator(cast):
    return {"pk": _indicator(cast).pk}


def _indicator(cast):
    return indicator_of(cast.district, by=cast.district_officer)


def with_numbers(cast):
    indicator = _indicator(cast)
    value_of(indicator, 83, by=cast.district_officer, year=2023)
    value_of(indicator, 84, by=cast.district_officer, year=YEAR)
    return {"pk": indicator.pk}


def a_year(cast):
    _indicator(cast)
    return {"pk": cast.district.pk, "year": YEAR}


def waiting(cast):
    value_of(_indicator(cast), 84, by=None, stage=Stage.FILLED)
    return {"pk": cast.district.pk, "year": YEAR}


def chosen(cast):
    value = value_of(_indicator(cast), 84, by=None, stage=Stage.FILLED)
    return {"action": "accept", "chosen": f"{value.pk}:{value.version}"}


def a_sheet(cast):
    value = _indicator(cast)
    lines = lines_of([value], cast.district, YEAR)
    content = write_sheet(organization=cast.district, department=DEPARTMENT, year=YEAR, lines=lines)
    return {"file": SimpleUploadedFile("sheet.xlsx", content)}


def a_preview(cast):
    place = [cast.district.pk, YEAR, DEPARTMENT, cast.district_officer.pk]
    return {"payload": signing.dumps({"place": place, "rows": []}, salt=SALT, compress=True)}


def a_link(cast):
    _indicator(cast)
    return {"pk": link_of(cast.district, by=cast.district_officer, year=YEAR)[0].pk}


def a_token(cast):
    _indicator(cast)
    return {"token": link_of(cast.district, by=cast.district_officer, year=YEAR)[1]}


def _report(cast):
    return MonitoringReport.objects.create(
        organization=cast.district, year=YEAR, requested_by=cast.district_officer,
        number=MonitoringReport.objects.count() + 1,
    )  # fmt: skip


def a_report(cast):
    return {"pk": _report(cast).pk}


def a_file(cast):
    report = _report(cast)
    name = default_storage.save(f"monitoring/{report.pk}.pdf", ContentFile(b"%PDF-"))
    file = MonitoringReportFile.objects.create(report=report, suffix=".pdf", name=name, sha256="0" * 64, size=5)
    return {"pk": file.pk}


WRITE = {"district_officer": 200, "leader": 403}
WRITTEN = {"district_officer": 302, "leader": 403}
READ = {"district_officer": 200, "leader": 200}

ROLE_MATRIX = [
    Row("monitoring:overview", expect=READ),
    Row("monitoring:programme-load", the_district, expect=WRITE),
    Row("monitoring:programme-load", the_district, method="post", expect=WRITTEN),
    Row("monitoring:programme-update", a_programme, expect=WRITE),
    Row("monitoring:indicator-list", expect=READ),
    Row("monitoring:indicator-export", expect=READ),
    Row("monitoring:value-export", expect=READ),
    Row("monitoring:indicator-create", expect={"district_officer": 200}),
    Row("monitoring:indicator-detail", with_numbers, expect=READ),
    Row("monitoring:indicator-update", an_indicator, expect=WRITE),
    Row("monitoring:target-update", an_indicator, expect=WRITE),
    Row("monitoring:area-enter", lambda cast: {**an_indicator(cast), "year": YEAR}, expect=WRITE),
    Row(
        "monitoring:target-update", an_indicator, method="post", data=lambda cast: {"low_2030": "９０"}, expect=WRITTEN,
    ),
    Row("monitoring:collection-detail", a_year, expect=READ),
    Row("monitoring:value-enter", a_year, query=OF_DEPARTMENT, expect=WRITE),
    Row("monitoring:value-enter", a_year, query=OF_DEPARTMENT, method="post", expect=WRITTEN),
    Row("monitoring:value-review", waiting, expect=WRITE),
    Row("monitoring:value-review", a_year, method="post", data=chosen, expect=WRITTEN),
    Row("monitoring:sheet-download", a_year, query=OF_DEPARTMENT, expect=WRITE),
    Row("monitoring:sheet-upload", a_year, query=OF_DEPARTMENT, expect=WRITE),
    Row(
        "monitoring:sheet-upload", a_year, query=OF_DEPARTMENT, method="post", data=a_sheet,
        expect={"district_officer": 422, "leader": 403},
    ),
    Row("monitoring:sheet-confirm", a_year, query=OF_DEPARTMENT, method="post", data=a_preview, expect=WRITTEN),
    Row("monitoring:link-create", a_year, query=OF_DEPARTMENT, expect=WRITE),
    Row("monitoring:link-revoke", a_link, expect=WRITE),
    Row("monitoring:link-revoke", a_link, method="post", expect=WRITTEN),
    Row("monitoring:link-fill", a_token, others=PUBLIC, anonymous=PUBLIC, everybody=True),
    Row("monitoring:report-list", expect=READ),
    Row("monitoring:report-create", the_district, expect=WRITE),
    Row("monitoring:report-detail", a_report, expect=READ),
    Row("monitoring:report-download", a_file, expect=READ),
]  # fmt: skip
