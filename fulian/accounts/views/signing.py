from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from fulian.accounts import services, sessions
from fulian.accounts.forms import SignInForm
from fulian.core.context_processors import TYPE_SIZE_COOKIE

WRONG = "账号或密码不对，请核对后再试。"


@method_decorator([login_not_required, sensitive_post_parameters("password"), never_cache], name="dispatch")
class SignIn(FormView):
    form_class = SignInForm
    template_name = "accounts/sign_in.html"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return redirect(sessions.safe_next(request))
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: SignInForm) -> HttpResponse:
        data = form.cleaned_data
        user = authenticate(self.request, username=data["username"], password=data["password"])
        if user is None:  # which of the two was wrong stays unsaid
            form.add_error(None, ValidationError(WRONG))
            return self.form_invalid(form)
        login(self.request, user)
        services.note_sign_in(user=user)
        response = HttpResponseRedirect(sessions.safe_next(self.request))
        sessions.remember_device(response, user)
        return response

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs):
        wanted = self.request.POST.get("next") or self.request.GET.get("next", "")
        return super().get_context_data(next=wanted, help_at=sessions.help_at(self.request), **kwargs)


class SignOut(View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        logout(request)
        response = redirect("accounts:sign-in")
        response["Clear-Site-Data"] = (
            '"storage"'  # what waits on the device (static/js/outbox.js) and the page kept offline
        )
        return response


@method_decorator(login_not_required, name="dispatch")
class TypeSize(View):
    """The large-type switch (适老), kept on the device."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        response = redirect(sessions.safe_next(request))
        if request.POST.get("size") == "large":
            response.set_cookie(TYPE_SIZE_COOKIE, "large", max_age=sessions.YEAR, samesite="Lax")
        else:
            response.delete_cookie(TYPE_SIZE_COOKIE, samesite="Lax")
        return response
