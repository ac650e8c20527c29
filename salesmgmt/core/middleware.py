"""Per-request state of the kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.acting import answering
from salesmgmt.core.domain import settings as register

if TYPE_CHECKING:
    from typing import Any


class PolicyMiddleware:
    """The settings register is read once per request and never carried over into the next; and whoever tells others
    what was done knows who did it."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        register.forget()
        try:
            with answering(request):
                return self.get_response(request)
        finally:
            register.forget()
