"""What every page's frame needs."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from fulian.core import navigation

TYPE_SIZE_COOKIE = "type_size"


def portal(request: HttpRequest) -> dict:
    return {
        "navigation": SimpleLazyObject(lambda: navigation.rail(request)),
        "bottom_navigation": SimpleLazyObject(lambda: navigation.bottom_bar(request)),
        "type_size": "large" if request.COOKIES.get(TYPE_SIZE_COOKIE) == "large" else "",
    }
