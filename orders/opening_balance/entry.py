"""Opening balances: a ledger of open items with what was paid of them, taken over in one piece (finance)."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from customers.identity.lookup import customers_called, plain_name
from orders.account.models import Account
from orders.allocation.models import Allocation
from orders.invoice.drafting import term_of
from orders.invoice.models import DIGITAL_NUMBER, Invoice
from orders.opening_balance import rows as write
from orders.opening_balance.states import OpeningKind
from orders.payment.models import Payment
from salesmgmt.core import calendar
from salesmgmt.core.domain.imports import CREATED, LEFT_OUT, UNCHANGED, UPDATED, RowErrors
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.models import User
from salesmgmt.core.money import ZERO
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from customers.customer.models import Customer


@dataclass
class Item:
    """A row of the file that passed its own checks.

    ``amount`` is what was billed, of a credit or an advance its size without a sign; ``paid`` and ``open`` are in yuan,
    None where the file does not say.
    """

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
    kind: OpeningKind = OpeningKind.INVOICE
    paid: Decimal | None = None
    open: Decimal | None = None
    void: bool = False
    # The document of an earlier import, where there is one.
    known: Any = None
    # From this day on money is recorded here: what was paid without a day counts as paid on the day before.
    go_live: dt.date | None = None

    @property
    def key(self) -> tuple:
        return self.kind, self.customer, self.invoice_no

    @property
    def left(self) -> Decimal:
        """What is still open, or still free of a credit or an advance: of the file's own word, else what was not paid."""
        if self.open is not None:
            return self.open
        if self.paid is not None:
            return self.amount - self.paid
        return ZERO if self.settled_on else self.amount

    @property
    def settlement(self) -> Decimal:
        """What was paid of an invoice before the takeover."""
        return self.amount - self.left if self.is_invoice else ZERO

    @property
    def paid_on(self) -> dt.date:
        """The day of the payment; where the file names none, the last one of the old books."""
        last = (self.go_live or calendar.today()) - dt.timedelta(days=1)
        return self.settled_on or max(self.date, last)

    @property
    def is_invoice(self) -> bool:
        return self.kind == OpeningKind.INVOICE

    @property
    def is_left_out(self) -> bool:
        """Void, or a credit or an advance of which nothing is left."""
        return self.void or (not self.is_invoice and self.left == ZERO)

    def agrees_with_known(self) -> bool:
        if self.kind == OpeningKind.ADVANCE:
            return (self.date, self.left) == (self.known.date, self.known.amount)
        if self.kind == OpeningKind.CREDIT:
            return (self.date, -self.left) == (self.known.date, self.known.amount)
        return (self.date, self.due_date, self.amount) == (self.known.date, self.known.due_date, self.known.amount)

    def newly_paid(self, touched: set) -> Decimal:
        """What the file says was paid beyond what an earlier import took over; nothing once money was recorded here."""
        if not (self.known and self.is_invoice) or self.known.pk in touched:
            return ZERO
        return max(self.known.open_amount - self.left, ZERO)


def import_opening(rows: list, user: User, update: bool, progress: Callable) -> dict:
    """Take over ``rows`` of (number, values): open items as the old books have them, one document each.

    An invoice comes with a payment of what was paid of it: its full amount where the file has a settlement date alone. A
    credit becomes a credit note without an invoice, an advance a confirmed prepayment, both with what is left of them
    and free to be set against invoices or refunded. Void rows and those of which nothing is left stay out. Kind,
    customer and number are the key: importing twice changes nothing.

    A row without a due date takes the terms of its customer. Only what is dated before the go-live day is taken over:
    later receivables arise from signed deliveries, and later payments are recorded and confirmed (REC-13, REC-06).
    Unknown customers are created as imported and unrated. With ``update`` what was paid since, by the file, is added to
    an invoice taken over earlier. RowErrors names every row that cannot be taken; then nothing is written.
    """
    go_live = go_live_day()
    every = [_item(number, values, go_live) for number, values in rows]
    items = [item for item in every if not item.is_left_out]
    _one_writing(items)
    _refuse(_problems(items, go_live))
    customers = _customers(items, user)
    _refuse(_twice(items, customers))
    accounts = write.lock_accounts(customers.values())
    known = _known(customers.values(), items)
    for item in items:
        item.known = known.get((item.kind, customers[item.customer].pk, item.invoice_no))
        item.due_date = _due(item, customers[item.customer])
    _show_what_is_taken(rows, every)
    _refuse({item.number: _differs() for item in items if item.known and not item.agrees_with_known()})
    new = [item for item in items if item.known is None]
    _refuse(_numbers_taken(new))
    touched = _touched(items, go_live) if update else set()
    more = [(item, item.newly_paid(touched)) for item in items if update and item.newly_paid(touched)]
    made = write.invoices([item for item in new if item.kind != OpeningKind.ADVANCE], customers, accounts, user)
    progress(len(new))
    paid = [(item, made[item.key], item.settlement) for item in new if item.settlement]
    write.payments([*paid, *((item, item.known, amount) for item, amount in more)], accounts, user)
    write.advances([item for item in new if item.kind == OpeningKind.ADVANCE], customers, accounts, user)
    write.pay_known(more, user)
    write.bring_balances_forward(accounts)
    progress(len(items))
    changed = {item.number for item, _amount in more}
    return {item.number: _outcome(item, changed) for item in every}


def _item(number: int, values: dict, go_live: dt.date) -> Item:
    kind = values.get("kind") or OpeningKind.INVOICE
    return Item(
        number=number,
        customer=values["customer"],
        invoice_no=values["invoice_no"],
        date=values["date"],
        due_date=values["due_date"],
        amount=_size(values["amount"], kind),
        settled_on=values["settled_on"],
        disputed=bool(values["disputed"]),
        owner=values["owner"] or "",
        location=values.get("location") or "",
        kind=OpeningKind(kind),
        paid=_size(values.get("paid"), kind),
        open=_size(values.get("open"), kind),
        void=bool(values.get("void")),
        go_live=go_live,
    )


def _size(figure: Decimal | None, kind: str) -> Decimal | None:
    """Books write a credit or an advance with or without a minus sign."""
    return figure if figure is None or kind == OpeningKind.INVOICE else abs(figure)


def _show_what_is_taken(rows: list, every: list[Item]) -> None:
    """The check page shows the day that will be taken over, and of credits and advances what is left, less than zero."""
    for (_number, values), item in zip(rows, every, strict=True):
        if item.is_left_out:
            continue
        values["due_date"] = item.due_date
        if not item.is_invoice:
            values["amount"] = -item.left
            values["paid"], values["open"] = None, item.open and item.left


def go_live_day() -> dt.date:
    """From this day on receivables arise here (REC-13): the setting, without one the day the first account was opened."""
    chosen = policy().go_live_on
    if chosen:
        return chosen
    first = User.objects.order_by("date_joined").values_list("date_joined", flat=True).first()
    return timezone.localdate(first) if first else calendar.today()


def problems_of(item: Item, go_live: dt.date) -> Iterator:
    """What is wrong with a row by itself, in plain words: pure (REC-13, REC-06)."""
    if item.amount == ZERO:
        yield _("the amount is zero")
    if item.amount < ZERO:
        yield _("the amount is negative: say in the column “kind” whether it is a credit or an advance")
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
    yield from _figures_that_differ(item)


def _figures_that_differ(item: Item) -> Iterator:
    """Billed, paid and open must make one sense: open is what was billed less what was paid."""
    if item.amount <= ZERO:
        return
    told = [figure for figure in (item.paid, item.open) if figure is not None]
    if any(figure < ZERO for figure in told):
        yield _("what was paid and what is open cannot be negative")
    elif any(figure > item.amount for figure in told):
        yield _("more was paid or is open than was billed; what was paid beyond it is an advance in a row of its own")
    elif len(told) == 2 and item.paid + item.open != item.amount:
        yield _("billed less paid is %(rest)s, and the open amount is %(open)s") % {
            "rest": f"{item.amount - item.paid:,.2f}",
            "open": f"{item.open:,.2f}",
        }
    elif item.settled_on and item.is_invoice and item.left == item.amount:
        yield _("there is a settlement date, and nothing was paid")


def _one_writing(items: list[Item]) -> None:
    """The same name in other brackets is the same customer within the file, too."""
    first: dict = {}
    for item in items:
        item.customer = first.setdefault(plain_name(item.customer), item.customer)


def _twice(items: list[Item], customers: dict) -> dict:
    """Rows whose customer, written in another way (number, old name), has the invoice in an earlier row already."""
    first: dict = {}
    for item in items:
        first.setdefault((item.kind, customers[item.customer].pk, item.invoice_no), item.number)
    return {
        item.number: _same_as(row)
        for item in items
        if (row := first[item.kind, customers[item.customer].pk, item.invoice_no]) != item.number
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


def _known(customers: Iterable, items: list[Item]) -> dict:
    """``{(kind, customer, number): document}`` of what was taken over before."""
    pks = [each.pk for each in customers]
    found: dict = {}
    for row in Invoice.objects.filter(customer__in=pks, source=Invoice.Source.OPENING):
        found[OpeningKind.INVOICE, row.customer_id, row.invoice_no] = row
    for row in Invoice.objects.filter(customer__in=pks, source=Invoice.Source.CREDIT, corrects=None):
        found[OpeningKind.CREDIT, row.customer_id, row.invoice_no] = row
    wanted = {item.invoice_no for item in items if item.kind == OpeningKind.ADVANCE}
    if wanted:
        paid = Payment.objects.filter(customer__in=pks, kind=Payment.Kind.PREPAYMENT, reference__in=wanted)
        for money in paid.filter(status__in=Payment.RECEIVED):
            found[OpeningKind.ADVANCE, money.customer_id, money.reference] = money
    return found


def _touched(items: list[Item], go_live: dt.date) -> set:
    """The invoices taken over earlier against which something was set here since."""
    pks = [item.known.pk for item in items if item.known and item.is_invoice]
    return set(Allocation.objects.filter(invoice__in=pks, date__gte=go_live).values_list("invoice", flat=True))


def _due(item: Item, customer: Customer) -> dt.date:
    """By the terms of the customer; an invoice that was taken over before keeps the day it got then. A credit or an
    advance can be used at once."""
    if not item.is_invoice:
        return item.date
    if item.due_date:
        return item.due_date
    return item.known.due_date if item.known else item.date + dt.timedelta(days=term_of(customer))


def _numbers_taken(items: list[Item]) -> dict:
    """A number of the tax office stands on one live invoice, and not twice in the file."""
    items = [item for item in items if item.kind != OpeningKind.ADVANCE]
    wanted = {item.invoice_no for item in items if re.match(DIGITAL_NUMBER, item.invoice_no)}
    # A credit note is no opening balance for the database: none of its numbers stands twice, whatever it looks like.
    wanted |= {item.invoice_no for item in items if item.kind == OpeningKind.CREDIT}
    rows = Invoice.objects.exclude(status=Invoice.Status.CANCELLED).filter(invoice_no__in=wanted, invoice_code="")
    taken = dict(rows.exclude(source=Invoice.Source.OPENING).values_list("invoice_no", "number"))
    taken |= {no: number for no, number in rows.values_list("invoice_no", "number") if re.match(DIGITAL_NUMBER, no)}
    found = {}
    for item in items:
        unique = item.kind == OpeningKind.CREDIT or re.match(DIGITAL_NUMBER, item.invoice_no)
        if unique and item.invoice_no in taken:
            found[item.number] = _("this number stands on %(other)s already") % {"other": taken[item.invoice_no]}
        elif unique:
            taken[item.invoice_no] = _("row %(row)d") % {"row": item.number}
    return found


def _differs() -> str:
    return _("this invoice was taken over earlier with another date, due date or amount")


def _outcome(item: Item, changed: set) -> str:
    if item.is_left_out:
        return LEFT_OUT
    if item.known is None:
        return CREATED
    return UPDATED if item.number in changed else UNCHANGED


def summary(rows: dict, outcomes: dict, done: bool) -> list:
    """``[(label, yuan)]`` of what a file brings into the books, and the receivables before and after it: billed, paid,
    credits, advances, what they leave open. ``rows`` is {number: values}, ``done`` whether it stands in the books."""
    go_live = go_live_day()
    items = [_item(number, rows[number], go_live) for number, outcome in outcomes.items() if outcome == CREATED]
    sums = {kind: sum((item.left for item in items if item.kind == kind), ZERO) for kind in OpeningKind}
    billed = sum((item.amount for item in items if item.is_invoice), ZERO)
    posted = sums[OpeningKind.INVOICE] - sums[OpeningKind.CREDIT] - sums[OpeningKind.ADVANCE]
    now = Account.objects.aggregate(sum=Sum("balance"))["sum"] or ZERO
    before = now - posted if done else now
    return [
        (_("Billed"), billed),
        (_("Already paid"), billed - sums[OpeningKind.INVOICE]),
        (_("Credits"), -sums[OpeningKind.CREDIT]),
        (_("Advances"), -sums[OpeningKind.ADVANCE]),
        (_("Receivables of this file"), posted),
        (_("Receivables in the books before"), before),
        (_("Receivables in the books afterwards"), before + posted),
    ]
