"""Per-request state of the kernel."""

from __future__ import annotations

from salesmgmt.core.acting import answering
from salesmgmt.core.domain import settings as register


class PolicyMiddleware:
    """The settings register is read once per request and never carried over into the next; and whoever tells others
    what was done knows who did it."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        register.forget()
        try:
            with answering(request):
                return self.get_response(request)
        finally:
            register.forget()
