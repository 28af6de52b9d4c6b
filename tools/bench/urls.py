"""The portal's addresses, and Django's admin of the activities as the reference."""

from django.contrib.admin import AdminSite, ModelAdmin
from django.urls import path

from activities.models import Activity
from fulian.urls import urlpatterns as portal


class Site(AdminSite):
    def has_permission(self, request):
        return True


class ActivityAdmin(ModelAdmin):
    list_display = ("title", "kind", "organization", "starts_on", "sessions", "attendances")
    list_select_related = ("kind", "organization")
    list_per_page = 30

    def has_view_permission(self, request, obj=None):
        return True

    has_module_permission = has_view_permission

    def has_add_permission(self, request):
        return False

    has_change_permission = has_delete_permission = lambda self, request, obj=None: False


site = Site(name="admin")
site.register(Activity, ActivityAdmin)
urlpatterns = [*portal, path("admin/", site.urls)]
