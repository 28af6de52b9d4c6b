from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RightsConfig(AppConfig):
    name = "rights"
    verbose_name = "维权服务"

    def ready(self) -> None:
        import rights.checks  # noqa: F401

        post_migrate.connect(leave_canary, sender=self)


def leave_canary(*, using: str, **kwargs: Any) -> None:
    """Once for each database, with the key in use: later starts try to read it."""
    from rights.models import KeyCanary

    if not KeyCanary.objects.using(using).exists():
        KeyCanary.objects.using(using).create(value=KeyCanary.WORD)
