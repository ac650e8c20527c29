"""Who is at the keyboard: the person whose request is being answered, for what is told to others about it."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from django.http import HttpRequest


_request: ContextVar[Any] = ContextVar("request", default=None)


@contextmanager
def answering(request: HttpRequest) -> Iterator:
    """While a request is answered; its person is known once it has passed the sign-in."""
    token = _request.set(request)
    try:
        yield
    finally:
        _request.reset(token)


def acting_person() -> Any:
    """The signed-in person of this request; None in a worker and for a stranger."""
    user = getattr(_request.get(), "user", None)
    return user if user is not None and user.is_authenticated else None
