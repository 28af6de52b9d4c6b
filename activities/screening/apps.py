from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "activities.screening"
    verbose_name = "两癌筛查"
