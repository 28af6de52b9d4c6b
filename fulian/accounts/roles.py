"""Roles as plain data: who may do what, how far it reaches, in words that an administrator understands."""

from dataclasses import dataclass, field

from django.db import models

from fulian.core.permissions import Permission, Reach

P = Permission  # the table below reads better short


class RoleCode(models.TextChoices):
    VILLAGE_CHAIR = "village_chair", "村/社区妇联主席"
    VILLAGE_AIDE = "village_aide", "村/社区副主席、执委（代录）"
    TOWN_CHAIR = "town_chair", "镇街妇联主席"
    TOWN_OFFICER = "town_officer", "镇街妇联专干"
    DISTRICT_OFFICER = "district_officer", "区妇联干部"
    RIGHTS_OFFICER = "rights_officer", "权益干事"
    SCREENING_OFFICER = "screening_officer", "两癌筛查专员"
    LEADER = "leader", "领导"
    ADMINISTRATOR = "administrator", "管理员"


@dataclass(frozen=True)
class Role:
    code: RoleCode
    description: str
    own: frozenset[P] = frozenset()  # on the organization of the post alone
    subtree: frozenset[P] = frozenset()  # on it and everything below it
    second_factor: bool = False  # signs in with a code from her phone as well, and is signed out after a short pause
    levels: tuple[str, ...] = field(default=())  # at which levels of organization the role makes sense

    @property
    def label(self) -> str:
        return str(self.code.label)

    def reach(self, permission: P) -> Reach | None:
        if permission in self.subtree:
            return Reach.SUBTREE
        return Reach.OWN if permission in self.own else None


SEE_RECORDS = frozenset(
    {
        P.ORGANIZATIONS_VIEW,
        P.INDICATORS_VIEW,
        P.REGISTERS_VIEW,
        P.ACTIVITIES_VIEW,
        P.SCREENING_VIEW,
        P.FAMILIES_VIEW,
        P.PLANS_VIEW,
        P.SUPERVISION_VIEW,
        P.CIRCULARS_VIEW,
    }
)
KEEP_RECORDS = frozenset({P.REGISTERS_EDIT, P.REGISTERS_PHONES, P.ACTIVITIES_EDIT, P.SCREENING_EDIT, P.FAMILIES_EDIT})
OWN_PLAN = frozenset({P.PLANS_EDIT, P.PLANS_ANSWER, P.SUPERVISION_REPLY})
OWN_INBOX = frozenset({P.CIRCULARS_ANSWER})
ISSUE = OWN_INBOX | {P.SUPERVISION_ISSUE, P.CIRCULARS_ISSUE}
OWN_INBOX = frozenset({P.CIRCULARS_ANSWER})
ISSUE = OWN_INBOX | {P.SUPERVISION_ISSUE, P.CIRCULARS_ISSUE, P.PUBLICITY_JUDGE}
SCREEN = frozenset({P.SCREENING_VIEW, P.SCREENING_EDIT, P.SCREENING_PERSONS})
ASSIST = frozenset({P.ASSISTANCE_VIEW, P.ASSISTANCE_EDIT})
TOWN = SEE_RECORDS | KEEP_RECORDS | ASSIST | {
    P.REPORTS_VIEW, P.REPORTS_REVIEW, P.SUMMARIES_VIEW, P.ACCOUNTS_VIEW, P.PASSWORDS_RESET,
}  # fmt: skip

ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        Role(
            RoleCode.VILLAGE_CHAIR,
            "记本村（社区）的活动、家庭荣誉、阵地队伍和调解排查，每月核对并提交月报，写本村的计划，签收和答复上级的通知、任务和提示。只看得到本村的内容。",
            own=OWN_PLAN | OWN_INBOX | {P.PLANS_APPROVE},
            subtree=SEE_RECORDS | KEEP_RECORDS | ASSIST | {P.REPORTS_VIEW, P.REPORTS_FILE, P.SUMMARIES_VIEW},
            levels=("village", "unit"),
        ),
        Role(
            RoleCode.VILLAGE_AIDE,
            "替主席录入本村的活动和月报草稿，也可以提交，签收和答复通知；不能看调解和排查记录。",
            own=OWN_INBOX,
            subtree=SEE_RECORDS | KEEP_RECORDS | {P.REPORTS_VIEW, P.REPORTS_FILE},
            levels=("village", "unit"),
        ),
        Role(
            RoleCode.TOWN_CHAIR,
            "审核各村月报，填报本镇街的月报，记本镇街的活动，也可以替村里补录；定本镇街的计划；给各村发通知、转发上级的通知；处理各村报送的信息；能为下级重置密码。",
            own=OWN_PLAN | ISSUE | {P.PLANS_APPROVE, P.REPORTS_FILE, P.SUMMARIES_EDIT, P.SUMMARIES_SIGN},
            subtree=TOWN,
            levels=("town",),
        ),
        Role(
            RoleCode.TOWN_OFFICER,
            "和镇街主席做同样的日常工作，但不能批准计划、签发总结。",
            own=OWN_PLAN | ISSUE | {P.REPORTS_FILE, P.SUMMARIES_EDIT},
            subtree=TOWN,
            levels=("town",),
        ),
        Role(
            RoleCode.DISTRICT_OFFICER,
            "看全区的台账和进度，审核镇街月报、关账，编年度计划和年终总结，发通知和工作提示，处理报送的信息，管两规划监测；只改区本级的记录，也可以替下级批量导入台账。",
            own=KEEP_RECORDS | ASSIST | OWN_PLAN | ISSUE | {P.REPORTS_FILE, P.MONITORING_EDIT},
            subtree=SEE_RECORDS | {
                P.REGISTERS_PHONES, P.REGISTERS_SET_UP,
                P.REPORTS_VIEW, P.REPORTS_REVIEW, P.REPORTS_CLOSE, P.SUMMARIES_VIEW, P.SUMMARIES_EDIT, P.INDICATORS_EDIT,
                P.ACTIVITIES_DEFINE,
                P.MONITORING_VIEW, P.LEDGERS_TAKE_OVER,
            },
            levels=("district", "city", "province", "nation"),
        ),
        Role(
            RoleCode.RIGHTS_OFFICER,
            "受理和办理求助登记；两癌筛查登记个人信息的，名单由她管。内容只有她和她的上级权益干事看得到，每次查看都有记录。",
            subtree=ASSIST | SCREEN | {P.CASES_HANDLE},
            second_factor=True,
            levels=("district", "town", "city"),
        ),
        Role(
            RoleCode.SCREENING_OFFICER,
            "卫健、妇幼保健一方的联络人：登记两癌筛查的场次和结果，管筛查人员名单。看不到求助登记和其他台账，每次查看名单都有记录。",
            subtree=SCREEN,
            second_factor=True,
            levels=("district", "town"),
        ),
        Role(
            RoleCode.LEADER,
            "看全区的数字和需要过问的事，批准计划，签发总结。不能修改任何记录，看不到求助登记。",
            own=frozenset({P.PLANS_APPROVE, P.SUMMARIES_SIGN}),
            subtree=SEE_RECORDS | {P.REPORTS_VIEW, P.SUMMARIES_VIEW, P.MONITORING_VIEW},
            levels=("district", "town", "city", "province", "nation"),
        ),
        Role(
            RoleCode.ADMINISTRATOR,
            "管组织、账号和设置，看操作记录。看不到业务内容，也看不到求助登记。",
            subtree=frozenset({
                P.ORGANIZATIONS_VIEW, P.ORGANIZATIONS_EDIT, P.ACCOUNTS_VIEW, P.ACCOUNTS_MANAGE, P.PASSWORDS_RESET, P.AUDIT_VIEW,
                P.CALENDAR_EDIT,
            }),
            second_factor=True,
            levels=("district", "city", "province", "nation"),
        ),
    )
}  # fmt: skip


def roles_at(level: str) -> list[Role]:
    """The roles that make sense at a level of organization."""
    return [role for role in ROLES.values() if not role.levels or level in role.levels]
