"""The dunning run and the statements of a month over the whole company, in a process of its own:
`python -m salesmgmt.bench.runs letters|statements CUSTOMERS`. The aims: at most one statement of SQL for ten customers, 300 MB."""

import json
import os
import subprocess
import sys
import threading
import time

from django.db import connection

CUSTOMERS = {"letters": 100_000, "statements": 10_000}
AIM_STATEMENTS, AIM_MB = 0.1, 300


def measure(kind, most):
    """``{kind, customers, made, seconds, per_customer, mb}``, run in a new process; nothing of it stays."""
    done = subprocess.run(
        [sys.executable, "-m", "salesmgmt.bench.runs", kind, str(most)],
        check=True,
        stdout=subprocess.PIPE,
        env=os.environ,
    )
    return json.loads(done.stdout.splitlines()[-1])


def run(kind, most):
    """What the worker does, part by part, in one transaction that is undone."""
    from django.db import transaction

    from orders.customer_run import working
    from orders.customer_run.models import CustomerRun
    from salesmgmt.bench.meter import resident
    from salesmgmt.bench.parties import ACCOUNTS
    from salesmgmt.core.calendar import add_months, today
    from salesmgmt.core.models import User

    user = User.objects.get(username=ACCOUNTS["finance"])
    job = CustomerRun(user=user, kind=kind, month=add_months(today().replace(day=1), -1))
    highest, ended, asked, made = resident(), threading.Event(), 0, 0

    def watch():
        nonlocal highest
        while not ended.wait(0.1):
            highest = max(highest, resident())

    def count(execute, sql, params, many, context):
        nonlocal asked
        asked += 1
        return execute(sql, params, many, context)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        with transaction.atomic(), connection.execute_wrapper(count):
            start = time.perf_counter()
            work = working.work_of(kind)
            pks = list(work.accounts(user, job).order_by("customer_id").values_list("pk", flat=True)[:most])
            for first in range(0, len(pks), working.PART):
                made += work.act(pks[first : first + working.PART], user, job).made
            seconds = time.perf_counter() - start
            transaction.set_rollback(True)
    finally:
        ended.set()
        watcher.join()
    return {
        "kind": kind,
        "customers": len(pks),
        "made": made,
        "seconds": seconds,
        "per_customer": asked / max(len(pks), 1),
        "mb": highest,
    }


def main():
    import django

    django.setup()
    print(json.dumps(run(sys.argv[1], int(sys.argv[2]))))


if __name__ == "__main__":
    main()
