from base64 import b32encode
from collections.abc import Callable

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import FormView
from django_otp import login as verified_login
from django_otp.plugins.otp_totp.models import TOTPDevice

from fulian.accounts import services, sessions
from fulian.accounts.forms import TokenForm
from fulian.core.exceptions import Refused


class Step(FormView):
    """A code is asked for; the right one opens the portal."""

    form_class = TokenForm
    device: Callable[[str], TOTPDevice]  # the phone that gave this code; Refused for a wrong one

    def form_valid(self, form: TokenForm) -> HttpResponse:
        try:
            device = self.device(form.cleaned_data["token"])
        except Refused as refusal:
            form.add_refusal(refusal)
            return self.form_invalid(form)
        verified_login(self.request, device)
        self.request.session.cycle_key()
        return redirect(sessions.safe_next(self.request))

    def form_invalid(self, form: TokenForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs):
        wanted = self.request.POST.get("next") or self.request.GET.get("next", "")
        return super().get_context_data(next=wanted, **kwargs)


@method_decorator(never_cache, name="dispatch")
class SecondFactor(Step):
    template_name = "accounts/second_factor.html"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.user.is_verified():
            return redirect(sessions.safe_next(request))
        if not TOTPDevice.objects.filter(user=request.user, confirmed=True).exists():
            return redirect(sessions.with_next("accounts:second-factor-setup", request.GET.get("next", "")))
        return super().dispatch(request, *args, **kwargs)

    def device(self, token: str) -> TOTPDevice:
        return services.verify(user=self.request.user, token=token)


@method_decorator(never_cache, name="dispatch")
class SecondFactorSetup(Step):
    """Once: scan, type the first code. Whoever has a confirmed device never sees a secret again."""

    template_name = "accounts/second_factor_setup.html"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if TOTPDevice.objects.filter(user=request.user, confirmed=True).exists():
            return redirect("accounts:second-factor")
        if not request.user.needs_second_factor:
            return redirect("accounts:profile")
        self.pending = services.pending_device(user=request.user)
        return super().dispatch(request, *args, **kwargs)

    def device(self, token: str) -> TOTPDevice:
        device = services.confirm_device(device=self.pending, token=token, by=self.request.user)
        messages.success(self.request, "动态验证码已设好，以后登录时输入手机上的6位数字。")
        return device

    def get_context_data(self, **kwargs):
        secret = b32encode(self.pending.bin_key).decode().rstrip("=")
        code = segno.make(self.pending.config_url, error="l")
        return super().get_context_data(
            qr=code.svg_data_uri(scale=5, border=4, dark="#2b2421", light="#ffffff"),
            secret=" ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
            **kwargs,
        )
