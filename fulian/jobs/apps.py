from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "fulian.jobs"
    verbose_name = "后台任务"
