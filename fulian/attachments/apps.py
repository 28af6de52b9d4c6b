from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "fulian.attachments"
    verbose_name = "附件"
