"""Words of 通知: what is asked of those who get one, and what becomes of it."""

from django.db import models

from fulian.organizations.choices import Level


class Ask(models.TextChoices):
    READ = "read", "已阅"
    SIGN = "sign", "签收"
    RECEIPT = "receipt", "回执"
    SIGNUP = "signup", "报名表"

    @property
    def is_one_tap(self) -> bool:
        return self in (Ask.READ, Ask.SIGN)

    @property
    def to_do(self) -> str:
        return {"read": "待阅", "sign": "待签收", "receipt": "待回执", "signup": "待报名"}[self.value]

    @property
    def done(self) -> str:
        return {"read": "已阅", "sign": "已签收", "receipt": "已回执", "signup": "已报名"}[self.value]

    @property
    def button(self) -> str:
        return {"read": "已阅", "sign": "签收", "receipt": "填回执", "signup": "填报名表"}[self.value]


class Status(models.TextChoices):
    DRAFT = "draft", "草稿"
    ISSUED = "issued", "已发出"
    REPLACED = "replaced", "已有更正"  # a corrected one was issued in its place
    WITHDRAWN = "withdrawn", "已撤回"


class Follows(models.TextChoices):
    """How a later circular stands to an earlier one of the same issuer."""

    SUPPLEMENT = "supplement", "补充"
    CORRECTION = "correction", "更正"


class FileKind(models.TextChoices):
    PDF = "pdf", "PDF"
    WORD = "word", "Word"
    EXCEL = "excel", "Excel"
    SLIDES = "slides", "PPT"
    OFD = "ofd", "OFD"


DELIVERED = (Status.ISSUED, Status.REPLACED, Status.WITHDRAWN)  # those below know of it
STATUS_TONES = {
    Status.DRAFT: "mine", Status.ISSUED: "wait", Status.REPLACED: "none", Status.WITHDRAWN: "stop",
}  # fmt: skip
AUDIENCES = {Level.TOWN: "全部镇街", Level.VILLAGE: "全部村社区", Level.UNIT: "全部单位"}
