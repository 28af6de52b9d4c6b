from django.apps import AppConfig


class PublicityConfig(AppConfig):
    name = "activities.publicity"
    verbose_name = "信息报送"

    def ready(self) -> None:
        from activities.parts import PHOTO_RULES, PhotoRule
        from activities.publicity.models import PhotoMark

        PHOTO_RULES.append(
            PhotoRule(
                fit=lambda photos: photos.filter(publicity_mark__in=PhotoMark.objects.fit_to_publish()),
                url="publicity:activity-photos",
            )
        )
