"""The daily look of the demo company at its warning lines: once some days ago, once today."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from orders.invoice.overdue import mark_overdue
from orders.opening_balance.entry import import_opening
from orders.warning_line.standing import watch_warning_lines
from salesmgmt.core.calendar import add_months, today
from salesmgmt.core.demo_clock import at

# customer, what the old books still had open: it brings one near his warning line, the other over it.
FOUND_LATE = (("紫金山客车", "55000.00"), ("泸州机配", "52000.00"))


def build(company):
    day = add_months(today(), -3)
    rows = [
        (
            number,
            {
                "customer": company.customers[name].name,
                "invoice_no": f"2550{number:016d}",
                "date": day,
                "due_date": add_months(day, 2),
                "amount": Decimal(amount),
                "settled_on": None,
                "disputed": False,
                "owner": "",
                "location": "",
            },
        )
        for number, (name, amount) in enumerate(FOUND_LATE, start=2)
        if name in company.customers
    ]
    import_opening(rows, company.finance, False, lambda count: None)
    mark_overdue()
    for days in (3, 0):
        moment = timezone.now() - dt.timedelta(days=days)
        with at(moment):
            watch_warning_lines(moment)
