"""Events in words: the verb from this table, the thing from its model. A verb that is not here shows as it is written."""

from django.apps import apps

VERBS = {
    "accept": "受理", "activate": "启用账号", "amend": "修改", "appoint": "增加任职", "approve": "审核通过", "archive": "归档",
    "attach": "上传附件", "award": "命名", "cancel": "取消", "change_code": "变更区划代码", "change_password": "改密码",
    "close": "关闭", "correct": "更正", "create": "新建", "deactivate": "停用账号", "delete": "删除", "detach": "删去附件",
    "end_post": "结束任职", "export": "导出", "file": "填报", "finish": "完成", "grade": "评级", "import": "批量导入",
    "lock": "锁定", "merge": "撤并", "move": "调整隶属", "nominate": "推荐", "open": "新建", "publish": "公布", "reject": "退回",
    "release": "发布", "remove": "删去", "rename": "更名", "reopen": "重新打开", "request": "申请生成", "reset_password": "重置密码",
    "reset_second_factor": "重置动态验证码", "return": "退回修改", "revoke": "摘牌", "set": "登记",
    "set_up_second_factor": "设置动态验证码",
    "sign": "签发", "sign_in": "登录", "transfer": "转介", "submit": "提交", "summarise": "汇总", "unlock": "解除锁定", "update": "修改",
    "withdraw": "撤回",
    "allot": "分任务", "keep_persons": "开始登记个人信息", "stop_persons": "停止登记个人信息", "person_added": "登记人员",
    "person_removed": "从名单删去", "person_followed_up": "记随访",
}  # fmt: skip


def event_label(event: str) -> str:
    return VERBS.get(event.rpartition(".")[2], event)


def subject_label(subject_type: str, subject_id: int | None) -> str:
    """The kind of thing and its number; never its title, which may hold a name."""
    try:
        what = str(apps.get_model(subject_type)._meta.verbose_name)
    except (LookupError, ValueError):  # a kind of thing that is gone, or the name of an export
        what = subject_type
    return f"{what} {subject_id}" if subject_id else what
