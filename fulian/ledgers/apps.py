from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class LedgersConfig(AppConfig):
    name = "fulian.ledgers"
    verbose_name = "台账"

    def ready(self) -> None:
        # What becomes of the rows of an import stands in each app's intake.py.
        autodiscover_modules("intake")
