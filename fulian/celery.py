"""The Celery application: tasks are found in the apps' tasks.py, everything else is in the settings (CELERY_…)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fulian.settings")

app = Celery("fulian")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
