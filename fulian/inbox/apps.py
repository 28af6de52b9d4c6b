from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class InboxConfig(AppConfig):
    name = "fulian.inbox"
    verbose_name = "待办"

    def ready(self) -> None:
        autodiscover_modules("inbox")
