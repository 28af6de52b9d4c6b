"""The project: settings, URLs, Celery, and the kernel that every app shares."""

from fulian.celery import app as celery_app

__all__ = ["celery_app"]  # so that every process that imports the project publishes to the configured broker
