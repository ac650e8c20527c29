"""Acts of several people at one moment, in real threads, each holding its first lock before any goes on."""

import re
import threading
from contextlib import suppress

from django.db import connection

# How long the first waits for the others: they come at once, or stand before a lock that it holds.
PATIENCE = 0.7


def meet(*acts):
    """Run the acts together so that each, after its first lock, waits for the others to have theirs.

    Two acts that lock the same rows in opposite order are sure to wait for each other then. Returns what each act
    returned or raised.
    """
    start, locked = threading.Barrier(len(acts)), threading.Barrier(len(acts))
    results = [None] * len(acts)

    def work(place, act):
        first = _AfterFirstLock(locked)
        try:
            with connection.execute_wrapper(first):
                start.wait(30)
                results[place] = act()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


class _AfterFirstLock:
    """Of the statements of one thread: the first that locks a row waits afterwards."""

    def __init__(self, barrier):
        self.barrier, self.is_done = barrier, False

    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if not self.is_done and (" FOR UPDATE" in sql or " FOR NO KEY UPDATE" in sql):
            self.is_done = True
            with suppress(threading.BrokenBarrierError):
                self.barrier.wait(PATIENCE)
        return result


def locked_tables(act):
    """The tables whose rows an act locks or updates, in the order of its first touch of each; the act is really done."""
    found = []

    def listen(execute, sql, params, many, context):
        update = re.match(r'UPDATE "(\w+)"', sql)
        if " FOR UPDATE" in sql or " FOR NO KEY UPDATE" in sql:
            # The root is named in the sub-query that is read first, the table itself behind OF.
            roots = re.findall(r'ARRAY\(SELECT \w+\."id" AS "pk" FROM "(\w+)"', sql)
            found.extend([*roots, *re.findall(r' OF "(\w+)"', sql), *re.findall(r'^SELECT .*? FROM "(\w+)"', sql)])
        elif update:
            found.append(update[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        act()
    return list(dict.fromkeys(found))
