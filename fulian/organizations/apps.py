from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "fulian.organizations"
    verbose_name = "组织"
