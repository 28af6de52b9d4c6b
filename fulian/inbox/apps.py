from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "fulian.inbox"
    verbose_name = "待办"
