"""A month of bank lines against the open items of the whole company, in a process of its own:
`python -m salesmgmt.bench.bank LINES`. The aims: 10,000 lines against 200,000 open items in 30 seconds and 300 MB."""

import json
import os
import random
import subprocess
import sys
import threading
import time

from django.db import connection

LINES = 10_000
AIM_SECONDS, AIM_MB = 30, 300


def measure(lines=LINES):
    """``{seconds, mb, lines, items, certain, taken_seconds}``, run in a new process; nothing of it stays."""
    done = subprocess.run(
        [sys.executable, "-m", "salesmgmt.bench.bank", str(lines)],
        check=True,
        stdout=subprocess.PIPE,
        env=os.environ,
    )
    return json.loads(done.stdout.splitlines()[-1])


def rows_of(number):
    """(row, values) of a statement: four in five lines name a customer in one of several ways, the rest nobody."""
    from customers.customer.models import Customer
    from orders.invoice.models import Invoice
    from salesmgmt.core.calendar import today
    from salesmgmt.core.domain.import_rows import values_keeper

    chance = random.Random(7)
    payable = Invoice.objects.filter(open_amount__gt=0, disputed=False).order_by("pk")
    pks = list(payable.values_list("pk", flat=True)[: number * 3])
    chosen = chance.sample(pks, min(number, len(pks)))
    # Of the company no more is held than the lines name: what is measured is the matching.
    bills = list(payable.filter(pk__in=chosen).values_list("number", "open_amount", "customer"))
    chance.shuffle(bills)
    payers = {customer for _number, _amount, customer in bills}
    names = dict(Customer.objects.filter(pk__in=payers).values_list("pk", "name"))
    rows, kept = [], values_keeper()
    del pks, chosen
    for place in range(number):
        bill, amount, customer = bills[place % len(bills)]
        way = place % 5
        payer = names[customer] if way < 3 else f"无人认识的付款人{place}"
        purpose = f"付 {bill} 货款" if way in (2, 3) else "货款"
        figure = amount if way != 1 else amount + chance.randrange(100, 9999)
        rows.append((place + 3, kept(_values(place, today(), figure, payer, purpose).items())))
    return rows


def _values(place, day, amount, payer, purpose):
    return {
        "own_account": "3100009990001",
        "day": day,
        "time": None,
        "money_in": amount,
        "money_out": None,
        "balance": None,
        "payer": payer,
        "payer_account": f"62220{place:012d}",
        "payer_bank": "",
        "summary": "转账",
        "purpose": purpose,
        "transaction_no": f"BENCH{place:08d}",
    }


def run(number):
    """Take a statement over and match it, in one transaction that is undone."""
    from django.db import transaction

    from orders.bank_account.models import BankAccount
    from orders.bank_match.proposing import match_lines
    from orders.bank_statement.models import BankLine
    from orders.bank_statement.states import BankLineStatus
    from orders.bank_statement.taking import take_over
    from orders.invoice.models import Invoice
    from salesmgmt.bench.meter import resident
    from salesmgmt.bench.parties import ACCOUNTS
    from salesmgmt.core.models import ImportJob, User
    from salesmgmt.core.states import ImportJobPhase

    user = User.objects.get(username=ACCOUNTS["finance"])
    rows = rows_of(number)
    items = Invoice.objects.filter(open_amount__gt=0).count()
    before, most, ended = resident(), resident(), threading.Event()

    def watch():
        nonlocal most
        while not ended.wait(0.1):
            most = max(most, resident())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        with transaction.atomic():
            BankAccount.objects.create(number="3100009990001", name="bench", bank="icbc")
            job = ImportJob(phase=ImportJobPhase.CHECK, original_name="bench.csv", sha256="")
            start = time.perf_counter()
            take_over(rows, user, False, lambda count: None, job=job)
            taken = time.perf_counter() - start
            connection.cursor().execute("ANALYZE orders_bankline")
            start = time.perf_counter()
            counts = match_lines(BankLine.objects.all(), user)
            seconds = time.perf_counter() - start
            transaction.set_rollback(True)
    finally:
        ended.set()
        watcher.join()
    return {
        "lines": number,
        "items": items,
        "seconds": seconds,
        "taken_seconds": taken,
        "certain": counts.get(BankLineStatus.PROPOSED, 0),
        "mb": most,
        "more_mb": most - before,
    }


def main():
    import django

    django.setup()
    print(json.dumps(run(int(sys.argv[1]))))


if __name__ == "__main__":
    main()
