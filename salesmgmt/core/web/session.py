"""Signing in and out, passwords, language; the session lives on while it is used."""

import ipaddress
import time
from contextlib import suppress

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, PasswordChangeView, PasswordResetConfirmView
from django.contrib.messages.views import SuccessMessageMixin
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from django.views.i18n import set_language

from salesmgmt.core.domain import own_data
from salesmgmt.core.domain.first_day import is_empty
from salesmgmt.core.domain.password_limit import request_password
from salesmgmt.core.web.devices import device_of
from salesmgmt.core.web.password_request import PasswordRequestForm

RENEW_AFTER_SECONDS = 300
_after_sign_in: list = []


def register_after_sign_in(run):
    """``run(request)`` is called once a person has signed in: what he has to see before he goes on."""
    _after_sign_in.append(run)


LANGUAGE_COOKIE_DAYS = 365


class SlidingSessionMiddleware:
    """Renews a signed-in session at most every five minutes, so that it ends after SESSION_HOURS without a request
    and a page view does not cost a write (SESSION_SAVE_EVERY_REQUEST would write each time)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        session = request.session
        if (
            session.accessed
            and "_auth_user_id" in session
            and time.time() - session.get("used", 0) > RENEW_AFTER_SECONDS
        ):
            session["used"] = int(time.time())
        return response


def note_session(request):
    """So that the person finds this device among those on which he is signed in."""
    session, agent = request.session, request.META.get("HTTP_USER_AGENT", "")
    if not session.session_key or not session.exists(session.session_key):
        session.save()
    own_data.note_session(request.user, session.session_key, client_address(request), device_of(agent))


class SignIn(LoginView):
    template_name = "core/sign_in.html"
    redirect_authenticated_user = True

    def get(self, request, *args, **kwargs):
        """On an empty database nobody can sign in: the company is set up first."""
        return redirect("set-up") if is_empty() else super().get(request, *args, **kwargs)

    def form_valid(self, form):
        response = super().form_valid(form)
        note_session(self.request)
        for run in _after_sign_in:
            run(self.request)
        activate_language(response, self.request.user.language)
        return response


class ChangePassword(SuccessMessageMixin, PasswordChangeView):
    template_name = "core/password_change.html"
    success_url = reverse_lazy("home")
    success_message = _("Your password was changed.")

    def form_valid(self, form):
        response = super().form_valid(form)
        note_session(self.request)  # the session has a new key
        if self.request.user.must_change_password:
            self.request.user.must_change_password = False
            self.request.user.save(update_fields=["must_change_password"])
        return response


@method_decorator(login_not_required, name="dispatch")
class ResetPassword(FormView):
    """The answer is the same, and comes as soon, whether the address is known and whether a mail goes out (SEC-02)."""

    form_class = PasswordRequestForm
    template_name = "core/password_reset.html"
    success_url = reverse_lazy("password-reset-done")

    def form_valid(self, form):
        request_password(form.cleaned_data["email"], client_address(self.request))
        return super().form_valid(form)


class ResetPasswordConfirm(PasswordResetConfirmView):
    template_name = "core/password_reset_confirm.html"
    success_url = reverse_lazy("login")

    def form_valid(self, form):
        messages.success(self.request, _("Your new password is set. You can sign in with it now."))
        return super().form_valid(form)


class MustChangePasswordMiddleware:
    """A person with a password somebody else chose sees nothing before he has chosen his own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and request.user.must_change_password:
            allowed = [reverse(name) for name in ("password-change", "logout", "language")]
            if request.path not in allowed:
                return redirect("password-change")
        return self.get_response(request)


def client_address(request):
    """Whose failures are counted: behind PROXY_COUNT proxies the address that the outermost of them saw.

    Each proxy writes one entry at the right; what stands further left the client may have invented.
    """
    seen = [entry.strip() for entry in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if 0 < settings.PROXY_COUNT <= len(seen):
        with suppress(ValueError):  # no address: the proxies are not those that were configured
            return str(ipaddress.ip_address(seen[-settings.PROXY_COUNT]))
    return request.META.get("REMOTE_ADDR") or None


def activate_language(response, language):
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=LANGUAGE_COOKIE_DAYS * 86400, samesite="Lax")


@require_POST
def choose_language(request):
    """Like Django's set_language, and remembered with the person, so that his mails come in it too."""
    language = request.POST.get("language", "")
    if request.user.is_authenticated and language in dict(settings.LANGUAGES):
        request.user.language = language
        request.user.save(update_fields=["language"])
    return set_language(request)
