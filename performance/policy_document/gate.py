"""Nobody goes on before he has acknowledged the policies that wait for him since he signed in (TEAM-07)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from performance.policy_document.acknowledging import GATE

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

# Reached all the same: the page itself, the way out, and what tells whether the program is well.
OPEN = ("policy-acknowledge", "logout", "language", "password-change", "health", "ready")
FILES = "/attachments/"  # of the policies he reads there; each is as visible as its document


class AcknowledgementMiddleware:
    """Reads the session alone, which is loaded for every signed-in person: it asks the database nothing."""

    def __init__(self, get_response: Callable) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.session.get(GATE) and not _is_open(request):
            address = reverse("policy-acknowledge")
            return HttpResponseClientRedirect(address) if getattr(request, "htmx", False) else redirect(address)
        return self.get_response(request)


def _is_open(request: HttpRequest) -> bool:
    if request.method == "GET" and request.path.startswith(FILES):
        return True
    return request.path in [reverse(name) for name in OPEN]
