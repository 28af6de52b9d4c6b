"""The 工作总结 from the shell, without a worker: the same figures, prose and layout as the page's."""

import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from fulian.core.exceptions import Refused
from fulian.documents.keeping import write_whole
from fulian.documents.rendering import render
from fulian.organizations.models import Organization
from reports.services.making import print_document
from reports.services.summarising import check_request, guiding_thought_of, take_snapshot
from reports.summary_choices import SUFFIXES, Edition


class Command(BaseCommand):
    help = (
        "把一个单位一年的工作总结排成文件：后缀 .pdf 或 .docx。取数、组织文字、排版和网页上完全一样，不需要后台任务。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organization", required=True, metavar="CODE", help="12位区划代码")
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument("--output", required=True, type=Path, metavar="FILE")
        parser.add_argument("--edition", choices=[str(e.label) for e in Edition], default=str(Edition.CLEAN.label))
        parser.add_argument(
            "--until", type=datetime.date.fromisoformat, metavar="DATE", help="数据截止日，默认年底或今天"
        )
        parser.add_argument("--guiding-thought", default="", help="本年度指导思想的表述，默认用本单位或上级已填的")

    def handle(self, *args: Any, **options: Any) -> None:
        output: Path = options["output"]
        if output.suffix.lower() not in SUFFIXES:
            raise CommandError(f"输出文件的后缀要是 {' 或 '.join(SUFFIXES)}。")
        organization = self._organization(options["organization"])
        year = options["year"]
        until = options["until"] or min(datetime.date(year, 12, 31), timezone.localdate())
        try:
            check_request(organization, year, until)
        except Refused as refusal:
            raise CommandError(refusal.message) from None
        snapshot = take_snapshot(
            organization=organization,
            year=year,
            until=until,
            guiding_thought=options["guiding_thought"] or guiding_thought_of(organization, year),
        )
        edition = next(e for e in Edition if e.label == options["edition"])
        file = render(print_document(snapshot, edition), output.suffix)
        write_whole(output.resolve(), file.content)
        pages = f"，{file.pages}页" if file.pages else ""
        self.stdout.write(f"{output}（{edition.label}{pages}，sha256 {file.sha256}）")
        if file.missing_glyphs:
            self.stderr.write(f"这些字没有字体可用：{'、'.join(file.missing_glyphs)}")

    def _organization(self, code: str) -> Organization:
        found = Organization.objects.filter(code=code).order_by("closed_on").first()
        if found is None:
            raise CommandError(f"没有区划代码是 {code} 的单位。")
        return found
