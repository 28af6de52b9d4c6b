from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "fulian.drafts"
    verbose_name = "草稿"
