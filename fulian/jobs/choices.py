from django.db import models


class JobState(models.TextChoices):
    QUEUED = "queued", "排队中"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "未成功"


OPEN_STATES = (JobState.QUEUED, JobState.RUNNING)
MAX_ATTEMPTS = 3
