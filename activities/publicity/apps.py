from django.apps import AppConfig


class PublicityConfig(AppConfig):
    name = "activities.publicity"
    verbose_name = "信息报送"
