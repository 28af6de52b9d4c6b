from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "fulian.documents"
    label = "documents"
    verbose_name = "公文"

    def ready(self) -> None:
        from . import checks  # noqa: F401  registers the system checks
