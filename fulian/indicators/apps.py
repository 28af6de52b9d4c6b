from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "fulian.indicators"
    verbose_name = "指标"
