from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "fulian.core"
    verbose_name = "公共"

    def ready(self) -> None:
        # Each app declares what of it may be counted, listed and navigated to; found like admin.py is.
        autodiscover_modules("measures", "ledgers", "navigation")
