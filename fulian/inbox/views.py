from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from fulian.inbox import registry


class Home(TemplateView):
    """现在该做什么: the parts that each app declares for this person, in their order."""

    template_name = "inbox/home.html"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        main, aside = [], []
        for section, context in registry.sections_for(self.request.user, today):
            html = render_to_string(section.template, {**context, "today": today}, request=self.request)
            (aside if section.aside else main).append(html)
        return super().get_context_data(today=today, main=main, aside=aside, **kwargs)


class TodoList(TemplateView):
    template_name = "inbox/todo_list.html"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        return super().get_context_data(today=today, todos=registry.todos_for(self.request.user, today), **kwargs)


@method_decorator([login_not_required, never_cache], name="dispatch")
class Healthz(View):
    """For the proxy and the people who watch it: alive, with its database. It tells nothing else."""

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError:
            return HttpResponse("database unavailable\n", content_type="text/plain", status=503)
        return HttpResponse("ok\n", content_type="text/plain")
