from django.urls import path

from fulian.ledgers.views import home, imports

app_name = "ledgers"
urlpatterns = [
    path("", home.LedgerHome.as_view(), name="ledger-home"),
    path("imports/new/", imports.ImportCreate.as_view(), name="import-create"),
    path("imports/<int:pk>/", imports.ImportDetail.as_view(), name="import-detail"),
    path("imports/<int:pk>/confirm/", imports.ImportConfirm.as_view(), name="import-confirm"),
    path("imports/<int:pk>/undo/", imports.ImportUndo.as_view(), name="import-undo"),
    path("imports/<int:pk>/marked/", imports.ImportMarked.as_view(), name="import-marked"),
    path("<str:code>/export/", home.LedgerExport.as_view(), name="ledger-export"),
    path("<str:code>/print/", home.LedgerPrint.as_view(), name="ledger-print"),
    path("<str:code>/template/", home.LedgerTemplate.as_view(), name="ledger-template"),
]
