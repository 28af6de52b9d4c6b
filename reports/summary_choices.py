from django.db import models


class SummaryStatus(models.TextChoices):
    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待签发"
    RETURNED = "returned", "退回修改"
    SIGNED = "signed", "已签发"


OPEN_STATUSES = (SummaryStatus.DRAFT, SummaryStatus.SUBMITTED, SummaryStatus.RETURNED)
EDITABLE_STATUSES = (SummaryStatus.DRAFT, SummaryStatus.RETURNED)
SUMMARY_TONES = {
    SummaryStatus.DRAFT: "mine",
    SummaryStatus.SUBMITTED: "wait",
    SummaryStatus.RETURNED: "stop",
    SummaryStatus.SIGNED: "done",
}


class Edition(models.TextChoices):
    """Two files from one freeze: what leaves the house, and what the house checks it with."""

    CLEAN = "clean", "报送版"
    CHECK = "check", "核对版"


class VersionKind(models.TextChoices):
    GENERATED = "generated", "生成"
    REFRESHED = "refreshed", "重新取数"
    EDITED = "edited", "修改文字"
    SIGNED = "signed", "签发"
    CORRECTED = "corrected", "更正"


SUFFIXES = (".pdf", ".docx")
