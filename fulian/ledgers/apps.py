from django.apps import AppConfig


class LedgersConfig(AppConfig):
    name = "fulian.ledgers"
    verbose_name = "台账"
