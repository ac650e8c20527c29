"""What will come in, week by week: every open item counts once, by the best that is known of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import DateField, DurationField, ExpressionWrapper, F, Q, Sum, Value
from django.db.models.functions import Greatest
from django.db.models.lookups import GreaterThanOrEqual

from contracts.contract.models import Contract
from contracts.payment_plan.models import Instalment
from contracts.payment_plan.rules import amounts_of, due_on
from contracts.payment_plan.states import Event
from orders.account.models import Account
from orders.dunning.models import CollectionAction
from orders.dunning.querysets import running_promises
from orders.invoice.models import Invoice, InvoiceLine
from orders.receivables.collection import collected_by_customer, expected_by_customer
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

    def of_wanted_days(self, items: Any, day: dt.date) -> Any:
        """Of these invoices those that may stand in the wanted row by their due day."""
        row, source = self.wanted or ("", "")
        if source not in ("", "due"):
            return items.none()
        if row == OVERDUE:
            return items.filter(due_date__lt=day)
        if row == LATER:
            return items.filter(due_date__gt=self.weeks[-1].last)
        return items.filter(due_date__range=(row, row + dt.timedelta(days=6)))

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

    Every open, undisputed item counts once, and no more than is open of it. A promise that still runs comes first: its
    invoices on the promised day, up to the promised amount. A customer with a rolling percentage is expected to pay that
    of this month, less what has come and what is promised for it, at the end of the month; the rest of his items comes
    later. Every other item is expected on its due day; what is overdue without a promise has none. Instalments of contracts
    in force with a known day count as far as nothing was billed for them.

    With ``wanted`` the parts of one row are kept, and of the other rows only what is needed for it is read.
    """
    day = day or today()
    found = Expected([Week(monday(day) + dt.timedelta(weeks=number)) for number in range(weeks)], wanted=wanted)
    found._by_monday.update({week.first: week for week in found.weeks})
    items = Invoice.objects.visible_to(user).bills_open().filter(disputed=False)
    shares = _promises(found, items, day)
    _rolling(found, user, items, shares, day)
    _by_due_day(found, items.filter(customer__payment_pct=None), shares, day)
    for due, amount, contract in planned(user, day):
        found.put("planned", due, amount, ("contract", contract))
    return found


@dataclass(frozen=True)
class Share:
    """What of an open invoice is promised, and for which day."""

    invoice: int
    customer: int
    amount: Decimal
    day: dt.date


def _promises(found: Expected, items: Any, day: dt.date) -> list[Share]:
    """The open items whose last word is a promise that still runs: on its day, the oldest first up to what was promised."""
    running = running_promises(CollectionAction.objects.all(), day)
    rows = items.filter(pk__in=running.values("about")).oldest_first().values_list("pk", "customer", "open_amount")
    promised = {about: (action, on, amount) for action, about, on, amount in running.values_list(*PROMISE)}
    left: dict[int, Decimal] = {}
    shares = []
    for pk, customer, open_amount in rows:
        action, on, amount = promised[pk]
        part = open_amount if amount is None else min(open_amount, left.setdefault(action, amount))
        if amount is not None:
            left[action] -= part
        found.put("promised", on, part, ("invoice", pk))
        shares.append(Share(pk, customer, part, on))
    return shares


PROMISE = ("pk", "about", "promised_on", "promised_amount")


def _rolling(found: Expected, user: User, items: Any, shares: list[Share], day: dt.date) -> None:
    """Of each customer with an agreed percentage: what this month is to bring, and later what else is open."""
    last = month_bounds(day)[1]
    accounts = Account.objects.visible_to(user).exclude(customer__payment_pct=None)
    expected, came = expected_by_customer(accounts, day), collected_by_customer(accounts, day)
    promised: dict[int, Decimal] = defaultdict(lambda: ZERO)
    soon: dict[int, Decimal] = defaultdict(lambda: ZERO)
    for share in shares:
        promised[share.customer] += share.amount
        if share.day <= last:
            soon[share.customer] += share.amount
    # Of all customers: an index answers that alone, who has a percentage does not stand in it.
    for customer, open_amount in items.order_by().values_list("customer").annotate(sum=Sum("open_amount")):
        if customer not in expected:
            continue
        left = open_amount - promised[customer]
        wants = expected[customer] - came.get(customer, ZERO) - soon[customer]
        amount = min(max(wants, ZERO), left)
        found.put("rolling", last, amount, ("customer", customer))
        if left > amount:
            found.put_later("rolling", last, left - amount, ("customer", customer))


def _by_due_day(found: Expected, items: Any, shares: list[Share], day: dt.date) -> None:
    """Each item on its due day, less what is promised of it: added up day by day, one by one where the parts are wanted."""
    less = {share.invoice: share.amount for share in shares}
    promised = items.filter(pk__in=list(less)).values_list("pk", "due_date")
    if found.wanted is None:
        sums = dict(items.order_by().values_list("due_date").annotate(sum=Sum("open_amount")))
        for pk, due in promised:
            sums[due] -= less[pk]
        parts: Any = [(due, amount, 0) for due, amount in sums.items()]
    else:
        rows = found.of_wanted_days(items, day).oldest_first().values_list("due_date", "open_amount", "pk")
        parts = ((due, amount - less.get(pk, ZERO), pk) for due, amount, pk in rows)
    for due, amount, pk in parts:
        if due < day:
            found.put_overdue(due, amount, ("invoice", pk))
        else:
            found.put("due", due, amount, ("invoice", pk))


def planned(user: User, day: dt.date) -> list[tuple[dt.date, Decimal, int]]:
    """``[(day, amount, contract)]`` of instalments that come: fixed days and days from the signature, of contracts in force. What
    was billed under the contract covers the first instalments; they stand among the invoices."""
    active = Contract.objects.visible_to(user).filter(status=Contract.Status.ACTIVE)
    coming = Instalment.objects.filter(_comes_from(day), plan__contract__in=active).values("plan__contract")
    rows = Instalment.objects.filter(plan__contract__in=coming).select_related("plan__contract")
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


def _comes_from(day: dt.date) -> Q:
    """An instalment with a known day that has not passed: the same days as `_known_day`."""
    signed = Greatest("plan__contract__our_signed_on", "plan__contract__customer_signed_on")
    after = ExpressionWrapper(F("days") * Value(dt.timedelta(days=1)), output_field=DurationField())
    since = ExpressionWrapper(signed + after, output_field=DateField())
    both = Q(plan__contract__our_signed_on__isnull=False, plan__contract__customer_signed_on__isnull=False)
    return Q(event=Event.DAY, day__gte=day) | both & Q(GreaterThanOrEqual(since, day), event=Event.SIGNATURE)


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
