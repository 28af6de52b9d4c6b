from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from fulian.organizations.models import Organization
from fulian.organizations.services import Unreadable, import_rows, read_rows


class Command(BaseCommand):
    help = "Import organizations from a CSV file (区划代码,名称,级别,上级区划代码). With a single problem nothing is imported."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--parent", metavar="CODE", help="hang rows without a known parent under this organization")

    def handle(self, *args, file: Path, parent: str | None = None, **options):
        try:
            rows = read_rows(file.read_bytes())
        except OSError as error:
            raise CommandError(f"打不开文件 {file}：{error.strerror}") from error
        except Unreadable as error:
            raise CommandError(str(error)) from error
        result = import_rows(rows=rows, by=None, parent=self._parent(parent))
        if result.problems:
            for problem in result.problems:
                self.stderr.write(str(problem))
            raise CommandError(f"共{len(result.problems)}处要改，一个组织也没有导入。")
        self.stdout.write(f"新建{result.created}个组织，{result.unchanged}个原来就有。")

    def _parent(self, code: str | None) -> Organization | None:
        if not code:
            return None
        found = Organization.objects.filter(code=code, closed_on__isnull=True).first()
        if found is None:
            raise CommandError(f"系统里没有区划代码为{code}的组织。")
        return found
