"""What several metrics of one page are counted from is counted once: sales, for growth, margin and market share."""

from __future__ import annotations

from collections.abc import Hashable
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from performance.metric.period import Period

_counted: ContextVar[dict | None] = ContextVar("counted", default=None)


@contextmanager
def counted_once() -> Iterator[None]:
    """Around what is read together: nothing is written in it, and nothing outlives it."""
    token = _counted.set({})
    try:
        yield
    finally:
        _counted.reset(token)


def kept(key: Any, read: Callable[[], Any]) -> Any:
    """What ``read()`` gives, the first time inside counted_once(); outside of it anew each time."""
    known = _counted.get()
    if known is None:
        return read()
    if key not in known:
        known[key] = read()
    return known[key]


def once(count: Callable) -> Callable:
    """Of a function of a period and people."""

    @wraps(count)
    def counted(period: Period, people: Iterable[int] | None = None) -> Any:
        pks = people if people is None or isinstance(people, Hashable) else frozenset(people)
        return kept((count.__qualname__, str(period), pks), lambda: count(period, pks))

    return counted
