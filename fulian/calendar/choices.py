from django.db import models


class DayKind(models.TextChoices):
    WORKDAY = "workday", "上班"
    FREE = "free", "放假"
