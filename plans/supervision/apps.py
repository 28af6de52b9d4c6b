from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "plans.supervision"
    verbose_name = "督办"
