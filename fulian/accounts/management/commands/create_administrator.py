from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from fulian.accounts.roles import RoleCode
from fulian.accounts.services import open_account
from fulian.core.exceptions import Refused
from fulian.organizations.models import Organization


class Command(BaseCommand):
    help = "Open the first account of a new portal: an administrator, with a temporary password printed once."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--name", required=True, help="her name as pages show it")
        parser.add_argument(
            "--organization", required=True, metavar="CODE", help="区划代码 of the district that she manages"
        )

    def handle(self, *args, username: str, name: str, organization: str, **options):
        place = Organization.objects.filter(code=organization, closed_on__isnull=True).first()
        if place is None:
            raise CommandError(f"系统里没有区划代码为{organization}的组织。请先用 import_organizations 导入。")
        try:
            _, password = open_account(
                username=username,
                name=name,
                organization=place,
                roles=[RoleCode.ADMINISTRATOR],
                title="管理员",
                by=None,
            )
        except Refused as refusal:
            raise CommandError(refusal.message) from refusal
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(
            f"{place.official_name}的管理员账号：{username}\n临时密码：{password}\n登录后要改密码，并设置动态验证码。"
        )
