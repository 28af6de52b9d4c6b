import logging

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "plans.monitoring"
    verbose_name = "两规划监测"

    def ready(self) -> None:
        from plans.monitoring.redaction import LOGGERS, HideSecret

        # The address of a department's page holds its secret: whatever of it Django writes down is written without.
        for name in LOGGERS:
            logging.getLogger(name).addFilter(HideSecret())
