from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "fulian.registers"
    verbose_name = "阵地队伍"
