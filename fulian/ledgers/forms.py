"""Handing in a file, and choosing what is exported or printed."""

from typing import Any

from django import forms
from django.utils import timezone

from fulian.core.forms import PortalForm
from fulian.ledgers.models import LedgerImport
from fulian.ledgers.reading import LARGEST_FILE
from fulian.ledgers.services.importing import importable
from fulian.organizations.forms import OrganizationChoiceField
from fulian.organizations.models import Organization

BY_SHEET = "自动辨认（看工作表的名字和表头）"
KINDS = (".xlsx", ".xls", ".csv")
FIRST_YEAR = 2015


class UploadForm(PortalForm):
    ledger = forms.ChoiceField(label="是什么台账", required=False)
    file = forms.FileField(
        label="表格",
        help_text="Excel 或 WPS 表格（.xlsx、.xls）或 .csv，最多30兆。原来的表不用改格式：标题、合计行可以留着，表头认得就行。",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(KINDS)}),
        error_messages={"required": "请选一个表格文件。", "empty": "这是一个空文件。"},
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        ledgers = [intake.declared for intake in importable(user)]
        self.fields["ledger"].choices = [("", BY_SHEET), *((ledger.code, ledger.label) for ledger in ledgers)]

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if not upload.name.lower().endswith(KINDS):
            raise forms.ValidationError("只能导入 .xlsx、.xls 或 .csv 表格。Word 里的表，请先复制到表格软件里。")
        if upload.size > LARGEST_FILE:
            raise forms.ValidationError("文件超过30兆，请分成几个文件导入。")
        return upload


class ConfirmForm(PortalForm):
    keep_doubtful = forms.BooleanField(label="", required=False)

    def __init__(self, *args: Any, importing: LedgerImport, **kwargs: Any):
        super().__init__(*args, **kwargs)
        doubtful = importing.total("doubtful")
        if doubtful:
            self.fields["keep_doubtful"].label = f"疑似重复的{doubtful}行也导入（确实是另外的记录才选）"
        else:
            del self.fields["keep_doubtful"]


class ChoiceForm(PortalForm):
    """Which year, and whose: for exports and prints."""

    year = forms.TypedChoiceField(label="年度", required=False, coerce=int, empty_value=None)
    organization = OrganizationChoiceField(
        queryset=Organization.objects.none(), label="单位", required=False, empty_label="全部"
    )

    def __init__(self, *args: Any, organizations: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        this_year = timezone.localdate().year
        self.fields["year"].choices = [("", "全部"), *((y, f"{y}年") for y in range(this_year, FIRST_YEAR - 1, -1))]
        self.fields["organization"].queryset = organizations
        if len(organizations[:2]) < 2:
            del self.fields["organization"]
        self.helper.form_method = "get"
