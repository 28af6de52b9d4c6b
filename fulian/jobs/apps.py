from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "fulian.jobs"
    verbose_name = "后台任务"

    def ready(self) -> None:
        # Handlers stand in the apps' tasks.py; the web process needs their labels and addresses too.
        autodiscover_modules("tasks")
