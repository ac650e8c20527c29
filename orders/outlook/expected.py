"""What will come in, week by week: every open item counts once, by the best that is known of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Sum

from contracts.contract.models import Contract
from contracts.payment_plan.models import Instalment
from contracts.payment_plan.rules import amounts_of, due_on
from contracts.payment_plan.states import Event
from orders.account.models import Account
from orders.dunning.models import CollectionAction
from orders.invoice.models import Invoice, InvoiceLine
from orders.receivables.collection import expected_collection, with_collection
from salesmgmt.core.calendar import month_bounds, today
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable

    from salesmgmt.core.models import User

WEEKS = 13
SOURCES = ("due", "promised", "rolling", "planned")


@dataclass
class Week:
    """Monday to Sunday; amounts by what they are expected from, in yuan."""

    first: dt.date
    due: Decimal = ZERO
    promised: Decimal = ZERO
    rolling: Decimal = ZERO
    planned: Decimal = ZERO

    @property
    def last(self) -> dt.date:
        return self.first + dt.timedelta(days=6)

    @property
    def total(self) -> Decimal:
        return self.due + self.promised + self.rolling + self.planned


@dataclass(frozen=True)
class Part:
    """One amount of the outlook: from what it is expected, when, and of which document (or of a customer as a whole)."""

    source: str
    day: dt.date
    amount: Decimal
    about: tuple[str, int]  # ("invoice" | "contract" | "customer", pk)


LATER, OVERDUE = "later", "overdue"


@dataclass
class Expected:
    """``overdue`` is late and not promised: it has no day. ``later`` comes after the weeks. The ``parts`` of one row are
    kept, where one is ``wanted``: (Monday | LATER | OVERDUE, source or "" for all)."""

    weeks: list[Week]
    overdue: Decimal = ZERO
    later: Decimal = ZERO
    wanted: tuple[Any, str] | None = None
    parts: list[Part] = field(default_factory=list)
    _by_monday: dict = field(default_factory=dict)

    def put(self, source: str, day: dt.date, amount: Decimal, about: tuple[str, int]) -> None:
        if amount <= ZERO:
            return
        week = self._by_monday.get(monday(day))
        if week is None:
            self.put_later(source, day, amount, about)
            return
        setattr(week, source, getattr(week, source) + amount)
        self._keep(week.first, source, day, amount, about)

    def put_later(self, source: str, day: dt.date, amount: Decimal, about: tuple[str, int]) -> None:
        self.later += amount
        self._keep(LATER, source, day, amount, about)

    def put_overdue(self, day: dt.date, amount: Decimal, about: tuple[str, int]) -> None:
        self.overdue += amount
        self._keep(OVERDUE, "due", day, amount, about)

    def _keep(self, row: Any, source: str, day: dt.date, amount: Decimal, about: tuple[str, int]) -> None:
        if self.wanted is not None and self.wanted[0] == row and self.wanted[1] in ("", source) and amount:
            self.parts.append(Part(source, day, amount, about))


def monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def expected_by_week(
    user: User, day: dt.date | None = None, weeks: int = WEEKS, wanted: tuple[Any, str] | None = None
) -> Expected:
    """The expected collections of what this person sees, from the week of ``day`` (today) on.

    A promise that still runs comes first: its invoices on the promised day, up to the promised amount. A customer with a
    rolling percentage is expected to pay that of this month less what has come, at the end of the month; the rest of his
    items comes later. Every other open invoice is expected on its due day; what is overdue without a promise has none.
    Instalments of contracts in force with a known day count as far as nothing was billed for them.
    """
    day = day or today()
    found = Expected([Week(monday(day) + dt.timedelta(weeks=number)) for number in range(weeks)], wanted=wanted)
    found._by_monday.update({week.first: week for week in found.weeks})
    open_items = Invoice.objects.visible_to(user).bills_open().filter(disputed=False).oldest_first()
    # Four columns of each: of a whole company they are hundreds of thousands.
    items = list(open_items.values_list("pk", "customer_id", "due_date", "open_amount", named=True))
    left = {item.pk: item.open_amount for item in items}
    _promises(found, user, day, left)
    rolling = _rolling(found, user, day)
    for item in items:
        if item.customer_id in rolling:
            rolling[item.customer_id] -= left[item.pk]
        elif item.due_date < day:
            found.put_overdue(item.due_date, left[item.pk], ("invoice", item.pk))
        else:
            found.put("due", item.due_date, left[item.pk], ("invoice", item.pk))
    for customer, rest in rolling.items():
        if rest < ZERO:
            found.put_later("rolling", month_bounds(day)[1], -rest, ("customer", customer))
    for due, amount, contract in planned(user, day):
        found.put("planned", due, amount, ("contract", contract))
    return found


def _promises(found: Expected, user: User, day: dt.date, left: dict[int, Decimal]) -> None:
    """The last word of each customer, where it is a promise whose day has not passed."""
    actions = CollectionAction.objects.visible_to(user).order_by("customer_id", "-date", "-pk").distinct("customer_id")
    running = [each for each in actions if each.promised_on and each.promised_on >= day]
    named = CollectionAction.invoices.through.objects.filter(collectionaction__in=[each.pk for each in running])
    invoices: dict = defaultdict(list)
    for action, invoice in named.order_by("invoice").values_list("collectionaction", "invoice"):
        invoices[action].append(invoice)
    for action in running:
        rest = action.promised_amount
        for pk in invoices[action.pk]:
            part = left.get(pk, ZERO) if rest is None else min(left.get(pk, ZERO), rest)
            found.put("promised", action.promised_on, part, ("invoice", pk))
            if pk in left:
                left[pk] -= part
            rest = None if rest is None else rest - part


def _rolling(found: Expected, user: User, day: dt.date) -> dict[int, Decimal]:
    """``{customer: what of his items is in the weeks already}`` of those with an agreed percentage."""
    last = month_bounds(day)[1]
    accounts = with_collection(Account.objects.visible_to(user).exclude(customer__payment_pct=None), day)
    placed = {}
    for customer, percent, base, came in accounts.values_list("customer", "customer__payment_pct", "base", "collected"):
        amount = max((expected_collection(base, percent) or ZERO) - came, ZERO)
        found.put("rolling", last, amount, ("customer", customer))
        placed[customer] = amount
    return placed


def planned(user: User, day: dt.date) -> list[tuple[dt.date, Decimal, int]]:
    """``[(day, amount, contract)]`` of instalments that come: fixed days and days from the signature, of contracts in force. What
    was billed under the contract covers the first instalments; they stand among the invoices."""
    rows = Instalment.objects.filter(
        plan__contract__in=Contract.objects.visible_to(user).filter(status=Contract.Status.ACTIVE)
    ).select_related("plan__contract")
    by_contract: dict = defaultdict(list)
    for row in rows.order_by("plan", "position"):
        by_contract[row.plan.contract].append(row)
    billed = _billed_of(contract.pk for contract in by_contract)
    found = []
    for contract, instalments in by_contract.items():
        covered = billed.get(contract.pk, ZERO)
        amounts = amounts_of(contract.amount, [(each.percent, each.amount) for each in instalments])
        for each, amount in zip(instalments, amounts, strict=True):
            part = min(covered, amount)
            covered -= part
            due = _known_day(each, contract)
            if due is not None and due >= day and amount > part:
                found.append((due, amount - part, contract.pk))
    return found


def _known_day(instalment: Instalment, contract: Contract) -> dt.date | None:
    signed = [contract.our_signed_on, contract.customer_signed_on]
    events = {Event.SIGNATURE: max(signed)} if all(signed) else {}
    if instalment.event not in (Event.DAY, Event.SIGNATURE):
        return None  # the invoice of the goods comes first
    return due_on(instalment.event, instalment.days, instalment.day, events, None)


def _billed_of(contracts: Iterable[int]) -> dict[int, Decimal]:
    rows = InvoiceLine.objects.billing().filter(
        delivery_line__note__order__contract__in=list(contracts), invoice__status__in=Invoice.LIVE
    )
    return dict(rows.order_by().values_list("delivery_line__note__order__contract").annotate(sum=Sum("amount")))
