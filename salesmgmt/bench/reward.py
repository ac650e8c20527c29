"""Plans and pay: quotas and the annual check of the company, and a month's statements for everybody, in a process of its own.

`python -m salesmgmt.bench.reward` computes the month, says what it took and takes it back.
"""

import json
import os
import subprocess
import sys
import time

import django

if __name__ == "__main__":
    django.setup()  # before the models below

from django.db import transaction

from performance.annual_review.checking import compute_review
from performance.commission.computing import compute_month
from performance.quota.models import Quota
from salesmgmt.bench.meter import most_held
from salesmgmt.bench.rows import execute, insert
from salesmgmt.core.calendar import add_months, today
from salesmgmt.core.models import User

WORDS = "a month's statements for everybody"


def fill():
    """A quota for each representative, every second customer mature, and the annual check of the year."""
    director = User.objects.get(username="bench-dir").pk
    insert(
        Quota,
        "core_user u WHERE u.username LIKE 'bench-rep-%%'",
        number="'QUO-' || u.id",
        status="'approved'",
        rep_id="u.id",
        year=str(today().year),
        collection_amount="12000000",
        created_by_id=str(director),
    )
    execute("UPDATE customers_customer SET is_mature = true, mature_on = current_date - 400 WHERE id % 2 = 0")
    compute_review(None, today().year)


def measure():
    """``{name, seconds, mb, rows}`` of the month before this one, run in a new process."""
    done = subprocess.run(
        [sys.executable, "-m", "salesmgmt.bench.reward"], check=True, stdout=subprocess.PIPE, env=os.environ
    )
    return {"name": WORDS, **json.loads(done.stdout.splitlines()[-1])}


def run():
    """The month computed in a transaction that is taken back; memory is the most this process ever held."""
    start = time.perf_counter()
    with transaction.atomic():
        made = compute_month(add_months(today().replace(day=1), -1))
        transaction.set_rollback(True)
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "mb": most_held(), "rows": made.movements, "people": made.statements}


if __name__ == "__main__":
    print(json.dumps(run()))
