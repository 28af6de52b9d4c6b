"""The year-end PDF: freeze, compose, draw and render, beside bare WeasyPrint on the same HTML."""

import datetime

from tools.bench.timing import Row, measure


def run() -> list[Row]:
    from weasyprint import HTML

    from fulian.demo.loader import REPLAY_YEAR
    from fulian.demo.places import DISTRICT_CODE
    from fulian.documents import fonts
    from fulian.documents.rendering import render, render_html
    from fulian.organizations.models import Organization
    from reports.services.making import print_document
    from reports.services.summarising import take_snapshot
    from reports.summary_choices import Edition

    district = Organization.objects.get(code=DISTRICT_CODE)

    def document(edition: Edition):
        snapshot = take_snapshot(organization=district, year=REPLAY_YEAR, until=datetime.date(REPLAY_YEAR, 12, 31))
        return print_document(snapshot, edition)

    rows = []
    fonts.activate()
    for edition in Edition:
        html = render_html(document(edition))
        pages = render(document(edition), ".pdf").pages
        ours, bare = measure(
            lambda e=edition: render(document(e), ".pdf"), lambda h=html: HTML(string=h).write_pdf(), times=3
        )
        rows.append(Row(f"年终总结 {edition.label}，{pages} 页", ours, bare, "WeasyPrint on the same HTML", "≤ 0.95"))
    return rows
