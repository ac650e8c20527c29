"""Reports read from a streaming replica, where there is one (docs/adr/reports-from-a-replica.md).

`@from_replica` on a view or a function says: this only reads, and may be read elsewhere. Everything else, and every
write, goes to the first server. The replica is asked first whether it has all that was committed by now; one that is
behind, gone or no replica any more is passed over, and one that fails in the middle is left: the work begins again on
the first server. So a function under `@from_replica` may be called twice and must not write.
"""

from __future__ import annotations

import logging
import time
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from django.http import HttpResponse


logger = logging.getLogger(__name__)

REPLICA = "replica"
ASK_AGAIN_SECONDS = 0.01

# What others see has been flushed, unless the server confirms commits before it writes them.
NEWEST = """
    SELECT CASE current_setting('synchronous_commit')
           WHEN 'off' THEN pg_current_wal_insert_lsn() ELSE pg_current_wal_flush_lsn() END
"""
# A replica that was promoted goes its own way and must not be read.
HAS_IT = "SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() >= %s::pg_lsn"

_reading: ContextVar[bool] = ContextVar("reading from the replica", default=False)


class ReplicaRouter:
    """Reads of a report go to the replica, unless a transaction is open; all else goes to the first server."""

    def db_for_read(self, model: type[Any], **hints: Any) -> Any:
        # The instance of the hints may have come from the replica; what is asked of it outside a report is not read there.
        return REPLICA if _reading.get() and not in_transaction() else DEFAULT_DB_ALIAS

    def db_for_write(self, model: type[Any], **hints: Any) -> Any:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, first: Any, second: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: Any, app_label: Any, **hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS


def from_replica(function: Callable) -> Callable:
    """The function reads from the replica as if it were the first server: whatever was committed before it was called
    is there, a change of rights as well as a row typed a moment ago."""

    @wraps(function)
    def reading(*args: Any, **kwargs: Any) -> HttpResponse | int:
        if _reading.get() or not may_be_read():
            return function(*args, **kwargs)
        try:
            with _reports():
                return function(*args, **kwargs)
        except (OperationalError, InterfaceError):
            logger.warning("The replica failed in %s; read again from the first server.", function, exc_info=True)
            connections[REPLICA].close()
        return function(*args, **kwargs)

    return reading


@contextmanager
def _reports() -> Iterator:
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)


def in_transaction() -> Any:
    """Whoever has one open may have written in it, or is about to decide by what he reads."""
    return connections[DEFAULT_DB_ALIAS].in_atomic_block


def may_be_read() -> bool:
    """Whether there is a replica, and it has everything that was committed by now."""
    if REPLICA not in connections or in_transaction():
        return False
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(NEWEST)
        newest = cursor.fetchone()[0]
    try:
        return _catches_up(newest)
    except (OperationalError, InterfaceError) as error:
        logger.warning("The replica does not answer: %s", error)
        connections[REPLICA].close()
        return False


def _catches_up(newest: Any) -> bool:
    """It usually takes milliseconds; REPLICA_WAIT_SECONDS is how long a report may be held up by it."""
    end = time.monotonic() + settings.REPLICA_WAIT_SECONDS
    with connections[REPLICA].cursor() as cursor:
        while True:
            cursor.execute(HAS_IT, [newest])
            if cursor.fetchone()[0]:
                return True
            if time.monotonic() >= end:
                return False
            time.sleep(ASK_AGAIN_SECONDS)
