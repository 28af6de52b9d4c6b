"""The register of persons, where a programme keeps one: what identifies a woman is encrypted, and gone when its time is over."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from activities.screening.choices import PersonState
from activities.screening.models.sessions import Session
from activities.screening.querysets import PersonQuerySet
from fulian.core.fields import BlindIndexField, EncryptedTextField
from fulian.core.identity import mask_identity
from fulian.core.masking import mask_name, mask_phone
from fulian.core.personal import Personal
from fulian.organizations.records import OrganizationRecord

ID_PURPOSE = "screening.id_number"


class Person(OrganizationRecord):
    """A woman who was screened in a session. The day is the session's; of her results only whether somebody should call again."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="persons", verbose_name="筛查场次")
    name = EncryptedTextField("姓名", max_length=40, help_text="加密保存。")
    id_number = EncryptedTextField("身份证号", max_length=30, help_text="加密保存，用来核对年龄、防止重复登记。")
    id_index = BlindIndexField(source="id_number", purpose=ID_PURPOSE)
    phone = EncryptedTextField("联系电话", blank=True, max_length=30, help_text="加密保存。")
    cervical = models.BooleanField("做了宫颈癌筛查", default=True)
    breast = models.BooleanField("做了乳腺癌筛查", default=True)
    state = models.CharField("随访", max_length=10, choices=PersonState, default=PersonState.WAITING)
    follow_up_on = models.DateField("提醒随访日期", null=True, blank=True)
    delete_on = models.DateField("到期删除", editable=False)

    personal: ClassVar = {
        "name": Personal.SENSITIVE,
        "id_number": Personal.SENSITIVE,
        "id_index": Personal.SENSITIVE,
        "phone": Personal.SENSITIVE,
        "state": Personal.SENSITIVE,
    }

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "筛查人员"
        constraints = [
            models.CheckConstraint(
                condition=Q(cervical=True) | Q(breast=True), name="screening_person_had_an_examination"
            ),
            models.CheckConstraint(
                condition=~Q(state=PersonState.FOLLOW_UP) | Q(follow_up_on__isnull=False),
                name="screening_person_follow_up_has_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "follow_up_on"], name="screening_person_follow_up"),
            models.Index(fields=["delete_on"], name="screening_person_delete_on"),
        ]

    def __str__(self) -> str:
        return "筛查人员"

    @property
    def masked_name(self) -> str:
        return mask_name(self.name)

    @property
    def masked_id(self) -> str:
        return mask_identity(self.id_number)

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.phone)
