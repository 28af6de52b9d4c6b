from django.urls import URLPattern, path

from fulian.registers import views
from fulian.registers.pages import PAGES
from fulian.registers.parts import LINES

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
LINE_ROUTES = {
    "create": "{folder}/<int:pk>/{slug}/new/",
    "update": "{slug}/<int:pk>/edit/",
    "remove": "{slug}/<int:pk>/remove/",
}


def _patterns() -> list[URLPattern]:
    return [
        path(ROUTES[action].format(folder=page.folder), view.as_view(), name=f"{page.slug}-{action}")
        for page in PAGES
        for action, view in views.views_of(page).items()
    ]


def _lines() -> list[URLPattern]:
    return [
        path(
            LINE_ROUTES[action].format(folder=line.page.folder, slug=line.slug),
            view.as_view(),
            name=f"{line.slug}-{action}",
        )
        for line in LINES
        for action, view in views.line_views(line).items()
    ]


urlpatterns = [
    path("", views.RegistersHome.as_view(), name="register-home"),
    path("venues/quiet/", views.VenueQuiet.as_view(), name="venue-quiet"),
    path("venues/<int:pk>/standard/", views.VenueStandard.as_view(), name="venue-standard"),
    path("venues/<int:pk>/reopen/", views.VenueReopen.as_view(), name="venue-reopen"),
    path("officers/directory/", views.Directory.as_view(), name="directory"),
    path("officers/roster/", views.Roster.as_view(), name="roster"),
    path("officers/roster/export/", views.RosterExport.as_view(), name="roster-export"),
    path("officers/rota/", views.Rota.as_view(), name="rota"),
    path("elections/rounds/", views.RoundList.as_view(), name="election-round-list"),
    path("elections/rounds/new/", views.RoundCreate.as_view(), name="election-round-create"),
    path("elections/rounds/<int:pk>/", views.RoundDetail.as_view(), name="election-round-detail"),
    path("elections/rounds/<int:pk>/edit/", views.RoundUpdate.as_view(), name="election-round-update"),
    path("kinds/", views.VocabularyList.as_view(), name="vocabulary-list"),
    path("kinds/<slug:which>/new/", views.VocabularyCreate.as_view(), name="vocabulary-create"),
    path("kinds/<slug:which>/<int:pk>/edit/", views.VocabularyUpdate.as_view(), name="vocabulary-update"),
    *_patterns(),
    *_lines(),
]
