from django.db import models


class ImportState(models.TextChoices):
    CHECKING = "checking", "正在核对"
    CHECKED = "checked", "待确认"
    UNREADABLE = "unreadable", "认不出来"
    APPLYING = "applying", "正在写入"
    DONE = "done", "已导入"
    UNDOING = "undoing", "正在撤回"
    UNDONE = "undone", "已撤回"


class Outcome(models.TextChoices):
    """What became of a row."""

    NEW = "new", "新增"
    CHANGED = "changed", "修改"
    SAME = "same", "没有变化"
    DOUBTFUL = "doubtful", "疑似重复"
    WRONG = "wrong", "有问题"
    OTHERS = "others", "不归您管，没有动"  # of an organization above hers, or beside it: here already
    SKIPPED = "skipped", "没有权限，整张表没有导入"
