import json

from django.core.management.base import BaseCommand, CommandError

from fulian.accounts.models import User
from fulian.accounts.roles import RoleCode
from fulian.demo.loader import REPLAY_YEAR
from fulian.demo.places import DISTRICT_CODE, REPLAY_TOWN
from fulian.demo.tree import PASSWORD, totp_secret

# One account per role, of the township that carries the figures where the role lives below the district.
ACCOUNTS = {
    RoleCode.VILLAGE_CHAIR: "lq01",
    RoleCode.VILLAGE_AIDE: "lq01.zhiwei",
    RoleCode.TOWN_CHAIR: "lq.zhuxi",
    RoleCode.TOWN_OFFICER: "lq.zhuangan",
    RoleCode.DISTRICT_OFFICER: "qu.zuxuan",
    RoleCode.RIGHTS_OFFICER: "qu.quanyi",
    RoleCode.LEADER: "qu.zhuxi",
    RoleCode.ADMINISTRATOR: "qu.guanli",
}


class Command(BaseCommand):
    help = "What the demo district holds, and one account per role."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true")

    def handle(self, *args, **options):
        users = {user.username: user for user in User.objects.filter(username__in=ACCOUNTS.values())}
        if len(users) != len(ACCOUNTS):
            raise CommandError("The demo district is not loaded: run load_demo first.")
        accounts = [self._account(users[username], role) for role, username in ACCOUNTS.items()]
        info = {
            "year": REPLAY_YEAR,
            "district": DISTRICT_CODE,
            "replay": {"002-1": REPLAY_TOWN.code},
            "accounts": accounts,
        }
        if options["json"]:
            self.stdout.write(json.dumps(info, ensure_ascii=False))
            return
        for account in accounts:
            self.stdout.write(
                f"{account['role']:　<12} {account['organization']}  {account['username']}  {account['password']}"
            )

    def _account(self, user: User, role: RoleCode) -> dict:
        return {
            "username": user.username,
            "password": PASSWORD,
            "role": str(role.label),
            "organization": user.current_post.organization.name,
            "totp_secret": totp_secret(user.username) if user.needs_second_factor else None,
        }
