from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "fulian.accounts"
    verbose_name = "人员与账号"
