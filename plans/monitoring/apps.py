from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "plans.monitoring"
    verbose_name = "两规划监测"
