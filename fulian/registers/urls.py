from django.urls import URLPattern, path

from fulian.registers.pages import PAGES
from fulian.registers.views import RegistersHome, views_of

app_name = "registers"
ROUTES = {
    "list": "{folder}/",
    "create": "{folder}/new/",
    "export": "{folder}/export/",
    "detail": "{folder}/<int:pk>/",
    "update": "{folder}/<int:pk>/edit/",
    "end": "{folder}/<int:pk>/end/",
    "void": "{folder}/<int:pk>/void/",
}


def _patterns() -> list[URLPattern]:
    return [
        path(ROUTES[action].format(folder=page.folder), view.as_view(), name=f"{page.slug}-{action}")
        for page in PAGES
        for action, view in views_of(page).items()
    ]


urlpatterns = [path("", RegistersHome.as_view(), name="register-home"), *_patterns()]
