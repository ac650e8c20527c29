"""Two acts that the database could not do side by side: it undid one of them whole, which is then done once more.

Acts lock in one order (salesmgmt.core.lock_order), so this is for what nobody foresaw.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from salesmgmt.core.exceptions import BusinessError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any


# What PostgreSQL calls them: serialization_failure, deadlock_detected.
UNDONE = ("40001", "40P01")

_is_last: ContextVar[bool] = ContextVar("the_last_attempt", default=False)


def is_collision(error: Any) -> bool:
    """Was the transaction undone because of another one? Then nothing of it is left and it may be done again."""
    return isinstance(error, DatabaseError) and getattr(error.__cause__, "pgcode", None) in UNDONE


def in_words() -> Any:
    """What a person reads when it happened twice."""
    return BusinessError(
        _("Somebody else is working on the same at this moment. Nothing was saved; please do it once more.")
    )


@contextmanager
def said_in_words() -> Iterator:
    """Around a transaction: in the last attempt a collision becomes a BusinessError, which every page can show."""
    try:
        yield
    except DatabaseError as error:
        if _is_last.get() and is_collision(error):
            raise in_words() from error
        raise


@contextmanager
def last_attempt() -> Iterator:
    token = _is_last.set(True)
    try:
        with said_in_words():
            yield
    finally:
        _is_last.reset(token)


def twice(act: Callable) -> Any:
    """Do an act in a transaction, or a savepoint, of its own; where it collides, once more, then BusinessError."""
    try:
        with transaction.atomic():
            return act()
    except DatabaseError as error:
        if not is_collision(error):
            raise
    with last_attempt(), transaction.atomic():
        return act()
