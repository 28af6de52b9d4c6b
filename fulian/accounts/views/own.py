from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, TemplateView

from fulian.accounts import services, sessions
from fulian.accounts.forms import PasswordForm
from fulian.core.exceptions import Refused


class Profile(TemplateView):
    """我的: who she is here, and what each of her roles may do."""

    template_name = "accounts/profile.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        labels = {name: user._meta.get_field(name).verbose_name for name in ("name", "username", "phone")}
        facts = [(labels["name"], user.name), (labels["username"], user.username), (labels["phone"], user.phone)]
        return super().get_context_data(
            facts=facts,
            posts=user.active_posts,
            short_minutes=settings.SESSION_SHORT_AGE // 60,
            help_at=sessions.help_at(self.request),
            **kwargs,
        )


@method_decorator(sensitive_post_parameters(), name="dispatch")
class PasswordChange(FormView):
    form_class = PasswordForm
    template_name = "accounts/password_change.html"

    @property
    def forced(self) -> bool:
        return self.request.user.must_change_password

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user, "ask_current": not self.forced}

    def form_valid(self, form: PasswordForm) -> HttpResponse:
        user = self.request.user
        try:
            services.change_password(user=user, password=form.cleaned_data["password"], by=user)
        except Refused as refusal:
            form.add_refusal(refusal)
            return self.form_invalid(form)
        update_session_auth_hash(self.request, user)
        messages.success(self.request, "密码已改好。其他手机和电脑上的登录都已退出。")
        return redirect(sessions.safe_next(self.request))

    def form_invalid(self, form: PasswordForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs):
        wanted = self.request.POST.get("next") or self.request.GET.get("next", "")
        back = "" if self.forced else reverse("accounts:profile")
        return super().get_context_data(forced=self.forced, next=wanted, cancel_url=back, **kwargs)
