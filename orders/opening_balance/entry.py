"""Opening balances: a ledger of invoices with their settlement, taken over in one piece (finance)."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from customers.identity.lookup import customers_called, plain_name
from orders.invoice.drafting import term_of
from orders.invoice.models import DIGITAL_NUMBER, Invoice
from orders.opening_balance import rows as write
from salesmgmt.core import calendar
from salesmgmt.core.domain.imports import CREATED, UNCHANGED, UPDATED, RowErrors
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.models import User
from salesmgmt.core.money import ZERO
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from customers.customer.models import Customer


@dataclass
class Item:
    """A row of the file that passed its own checks."""

    number: int
    customer: str
    invoice_no: str
    date: dt.date
    due_date: dt.date | None
    amount: Decimal
    settled_on: dt.date | None
    disputed: bool
    owner: str
    location: str = ""
    # The invoice of an earlier import, where there is one.
    known: Invoice | None = None

    @property
    def key(self) -> tuple:
        return self.customer, self.invoice_no

    def agrees_with_known(self) -> bool:
        return (self.date, self.due_date, self.amount) == (self.known.date, self.known.due_date, self.known.amount)

    def is_newly_settled(self) -> bool:
        return bool(self.known and self.settled_on and self.known.open_amount == self.known.amount)


def import_opening(rows: list, user: User, update: bool, progress: Callable) -> dict:
    """Take over ``rows`` of (number, values): one invoice each, settled by a payment of its full amount where the file
    has a settlement date. Customer and invoice number are the key: importing twice changes nothing.

    A row without a due date takes the terms of its customer. Only what is dated before the go-live day is taken over:
    later receivables arise from signed deliveries, and later payments are recorded and confirmed (REC-13, REC-06).
    Unknown customers are created as imported and unrated. With ``update`` a settlement that is new in the file is
    added to an invoice taken over earlier. RowErrors names every row that cannot be taken; then nothing is written.
    """
    items = [_item(number, values) for number, values in rows]
    _one_writing(items)
    _refuse(_problems(items, go_live_day()))
    customers = _customers(items, user)
    _refuse(_twice(items, customers))
    accounts = write.lock_accounts(customers.values())
    known = _known_invoices(customers.values())
    for item in items:
        item.known = known.get((customers[item.customer].pk, item.invoice_no))
        item.due_date = item.due_date or _due(item, customers[item.customer])
    for (_number, values), item in zip(rows, items, strict=True):
        values["due_date"] = item.due_date  # the check shows the day that will be taken over, not an empty cell
    _refuse({item.number: _differs() for item in items if item.known and not item.agrees_with_known()})
    new = [item for item in items if item.known is None]
    _refuse(_numbers_taken(new))
    settled = [item for item in items if item.is_newly_settled()] if update else []
    invoices = write.invoices(new, customers, accounts, user)
    progress(len(new))
    paid = [(item, invoices[item.key]) for item in new if item.settled_on]
    write.payments([*paid, *((item, item.known) for item in settled)], accounts, user)
    write.close([(item, item.known) for item in settled], user)
    write.bring_balances_forward(accounts)
    progress(len(items))
    return {item.number: _outcome(item, settled) for item in items}


def _item(number: int, values: dict) -> Item:
    return Item(
        number=number,
        customer=values["customer"],
        invoice_no=values["invoice_no"],
        date=values["date"],
        due_date=values["due_date"],
        amount=values["amount"],
        settled_on=values["settled_on"],
        disputed=bool(values["disputed"]),
        owner=values["owner"] or "",
        location=values.get("location") or "",
    )


def go_live_day() -> dt.date:
    """From this day on receivables arise here (REC-13): the setting, without one the day the first account was opened."""
    chosen = policy().go_live_on
    if chosen:
        return chosen
    first = User.objects.order_by("date_joined").values_list("date_joined", flat=True).first()
    return timezone.localdate(first) if first else calendar.today()


def problems_of(item: Item, go_live: dt.date) -> Iterator:
    """What is wrong with a row by itself, in plain words: pure (REC-13, REC-06)."""
    if item.amount <= ZERO:
        yield _("the amount is zero")
    if item.due_date and item.due_date < item.date:
        yield _("the due date lies before the invoice date")
    if item.date >= go_live:
        yield _("the invoice is not dated before %(day)s: receivables since then arise from signed deliveries only") % {
            "day": go_live.isoformat()
        }
    if item.settled_on and item.settled_on < item.date:
        yield _("the settlement lies before the invoice date")
    if item.settled_on and item.settled_on >= go_live:
        yield _("the settlement is not dated before %(day)s: record the payment and have it confirmed") % {
            "day": go_live.isoformat()
        }


def _one_writing(items: list[Item]) -> None:
    """The same name in other brackets is the same customer within the file, too."""
    first: dict = {}
    for item in items:
        item.customer = first.setdefault(plain_name(item.customer), item.customer)


def _twice(items: list[Item], customers: dict) -> dict:
    """Rows whose customer, written in another way (number, old name), has the invoice in an earlier row already."""
    first: dict = {}
    for item in items:
        first.setdefault((customers[item.customer].pk, item.invoice_no), item.number)
    return {
        item.number: _same_as(row)
        for item in items
        if (row := first[customers[item.customer].pk, item.invoice_no]) != item.number
    }


def _same_as(row: int) -> str:
    return _("the same customer and invoice number stand in row %(row)d already") % {"row": row}


def _problems(items: list[Item], go_live: dt.date) -> dict:
    found: dict[int, list] = defaultdict(list)
    first: dict = {}
    owners = _owners(items)
    for item in items:
        found[item.number] += problems_of(item, go_live)
        if item.owner and item.owner not in owners:
            found[item.number].append(_("there is no sales representative “%(name)s”") % {"name": item.owner})
        if item.key in first:
            found[item.number].append(_same_as(first[item.key]))
        first.setdefault(item.key, item.number)
    return {number: "；".join(reasons) for number, reasons in found.items() if reasons}


def _refuse(reasons: dict) -> None:
    if reasons:
        raise RowErrors(reasons)


def _owners(items: list[Item]) -> dict:
    """{user name: User} of the reps whom the file names: nobody else is responsible for a customer (CUS-07)."""
    names = {item.owner for item in items} - {""}
    return (
        {user.username: user for user in User.objects.with_role(Role.REP).filter(username__in=names)} if names else {}
    )


def _customers(items: list[Item], user: User) -> dict:
    """{name in the file: Customer} by the one look-up (CUS-13); the unknown ones are created as imported, unrated."""
    called = customers_called(item.customer for item in items)
    _refuse(
        {
            item.number: _("several customers are called “%(name)s”") % {"name": item.customer}
            for item in items
            if len(called[item.customer]) > 1
        }
    )
    found = {name: rows[0] for name, rows in called.items() if rows}
    owners = _owners(items)
    # The first row of a customer that says it, counts.
    wanted = {item.customer: owners[item.owner] for item in reversed(items) if item.owner}
    places = {item.customer: item.location for item in reversed(items) if item.location}
    missing = [name for name in called if name not in found]
    return found | write.customers(missing, wanted, places, user)


def _known_invoices(customers: Iterable) -> dict:
    rows = Invoice.objects.filter(customer__in=[each.pk for each in customers], source=Invoice.Source.OPENING)
    return {(row.customer_id, row.invoice_no): row for row in rows}


def _due(item: Item, customer: Customer) -> dt.date:
    """By the terms of the customer; an invoice that was taken over before keeps the day it got then."""
    return item.known.due_date if item.known else item.date + dt.timedelta(days=term_of(customer))


def _numbers_taken(items: list[Item]) -> dict:
    """A number of the tax office stands on one live invoice, and not twice in the file."""
    wanted = {item.invoice_no for item in items if re.match(DIGITAL_NUMBER, item.invoice_no)}
    rows = Invoice.objects.exclude(status=Invoice.Status.CANCELLED).filter(invoice_no__in=wanted, invoice_code="")
    taken = dict(rows.values_list("invoice_no", "number"))
    found = {}
    for item in items:
        if item.invoice_no in taken:
            found[item.number] = _("this number stands on %(other)s already") % {"other": taken[item.invoice_no]}
        elif item.invoice_no in wanted:
            taken[item.invoice_no] = _("row %(row)d") % {"row": item.number}
    return found


def _differs() -> str:
    return _("this invoice was taken over earlier with another date, due date or amount")


def _outcome(item: Item, settled: list) -> str:
    if item.known is None:
        return CREATED
    return UPDATED if item in settled else UNCHANGED
