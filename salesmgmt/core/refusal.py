"""Why somebody may not do a thing: the reason stands beside the predicate that decides it, and every refusal says it."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class No(int):
    """The answer no, with its reason in words; everywhere else as good as False."""

    reason: object  # a text, often lazily translated

    def __new__(cls, reason: Any) -> Any:
        no = super().__new__(cls, 0)
        no.reason = reason
        return no


def because(reason: Any) -> Callable:
    """Decorates a predicate ``can_<verb>_<noun>``: where it says no, ``reason`` (lazily translated) goes with the answer.

    The reason says who may and when, so that it is true whichever half of the predicate refused; ``state.require``
    tells it to the person. A function gives the reason of what it was asked about, from the same arguments.
    """

    def decorate(predicate: Callable) -> Callable:
        @wraps(predicate)
        def answered(*args: Any, **kwargs: Any) -> Any:
            return predicate(*args, **kwargs) or No(reason(*args, **kwargs) if callable(reason) else reason)

        return answered

    return decorate


def reason_of(answer: bool) -> str:
    """The reason a predicate gave for its no, in the language of this moment; "" where it gave none."""
    return str(getattr(answer, "reason", ""))
