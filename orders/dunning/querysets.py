from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from orders.account.querysets import MONEY, NumberedQuerySet, total
from orders.dunning.states import LetterStatus
from orders.payment.figures import HELD
from salesmgmt.core.joined import Column, joined
from salesmgmt.core.money import ZERO
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from typing import Any

    from orders.account.querysets import AccountQuerySet
    from orders.invoice.querysets import InvoiceQuerySet
    from orders.payment.querysets import PaymentQuerySet

UNDISPUTED = Q(disputed=False)
BY_CUSTOMER = ("customer_id", "customer")


class CollectionActionQuerySet(ScopedQuerySet):
    """What was done to collect is read by whoever reads the customer's receivables."""

    MATRIX_KEY = "invoice"

    def with_customer(self) -> CollectionActionQuerySet:
        return self.select_related("customer", "customer__owner", "created_by", "letter")


class DunningLetterQuerySet(NumberedQuerySet):
    MATRIX_KEY = "invoice"

    def with_customer(self) -> DunningLetterQuerySet:
        return self.select_related("customer", "customer__owner", "created_by")


def without_action(
    invoices: InvoiceQuerySet, actions: CollectionActionQuerySet, day: dt.date, days: int
) -> InvoiceQuerySet:
    """Of these invoices those overdue for ``days`` days or longer about which nothing was done in that time (REC-02)."""
    since = day - dt.timedelta(days=days)
    acted = actions.filter(invoices=OuterRef("pk"), date__gt=since)
    return invoices.overdue(day).filter(~Exists(acted), due_date__lte=since)


def with_last_action(invoices: InvoiceQuerySet, actions: CollectionActionQuerySet) -> InvoiceQuerySet:
    """``acted_on`` and ``promised_on`` of the last action about each invoice; null where nothing was done."""
    last = actions.filter(invoices=OuterRef("pk")).order_by("-date", "-pk")
    return invoices.annotate(
        acted_on=Subquery(last.values("date")[:1]), promised_on=Subquery(last.values("promised_on")[:1])
    )


def to_be_dunned(invoices: InvoiceQuerySet, day: dt.date) -> InvoiceQuerySet:
    """What a customer is reminded of at all: overdue and not in dispute (REC-02)."""
    return invoices.overdue(day).filter(UNDISPUTED)


def running_promises(actions: CollectionActionQuerySet, day: dt.date) -> CollectionActionQuerySet:
    """The promises whose day has not passed, one row for each invoice of which it is the last word: ``about`` (REC-02)."""
    same = actions.filter(invoices=OuterRef("about"))
    later = same.filter(Q(date__gt=OuterRef("date")) | Q(date=OuterRef("date"), pk__gt=OuterRef("pk")))
    promises = actions.filter(promised_on__gte=day).annotate(about=F("invoices"))
    return promises.filter(~Exists(later), about__isnull=False).order_by()


def to_be_asked_for(invoices: InvoiceQuerySet, actions: CollectionActionQuerySet, day: dt.date) -> InvoiceQuerySet:
    """What a letter of the day asks for: overdue, not in dispute, not promised until a day that is still to come (REC-02)."""
    return to_be_dunned(invoices, day).exclude(pk__in=running_promises(actions, day).values("about"))


@dataclass(frozen=True)
class Terms:
    """By which a run proposes: the day, days overdue and least sum of each level, days between two letters."""

    day: dt.date
    steps: list[int]
    least: list[Decimal]
    gap: int


def with_dunning(
    accounts: AccountQuerySet,
    invoices: InvoiceQuerySet,
    payments: PaymentQuerySet,
    actions: CollectionActionQuerySet,
    letters: DunningLetterQuerySet,
    terms: Terms,
) -> AccountQuerySet:
    """Annotate accounts for the dunning run; those without anything overdue that is not in dispute are left out.

    ``owed`` of ``items`` invoices, ``oldest`` (due date), ``in_dispute`` and ``in_promise`` (overdue, left out), ``free``
    (paid or credited, not allocated), ``last_level`` and ``last_sent`` of the letter whose items are still open, ``draft``
    (the number of one that waits), ``promised`` (the first day for which what is left out was promised), ``level`` (1 to
    the number of steps) and ``may_go`` by the same comparison as rules.next_level() and rules.why_no_letter().
    """
    day = terms.day
    if accounts.query.where:
        theirs = accounts.order_by().values("customer")
        invoices, payments = invoices.filter(customer__in=theirs), payments.filter(customer__in=theirs)
        letters = letters.filter(customer__in=theirs)
    found = joined(accounts, "due", _due(invoices, actions, day), BY_CUSTOMER, must=True)
    found = joined(found, "money", _by_customer(payments.free().filter(~HELD), "unallocated"), BY_CUSTOMER)
    found = joined(found, "credits", _by_customer(invoices.credits_open(), "open_amount"), BY_CUSTOMER)
    found = joined(found, "sent", _last_sent(letters, invoices, day), BY_CUSTOMER)
    found = joined(found, "waiting", _waiting(letters), BY_CUSTOMER)
    found = found.annotate(
        owed=Column("due", "owed", MONEY),
        items=Column("due", "items", IntegerField()),
        oldest=Column("due", "oldest", DateField()),
        in_dispute=Column("due", "in_dispute", MONEY),
        in_promise=Column("due", "in_promise", MONEY),
        # Paid or credited, and no invoice has taken it: without what is kept for a notice, which pays no older debt.
        free=Coalesce(Column("money", "sum", MONEY), Value(ZERO), output_field=MONEY)
        - Coalesce(Column("credits", "sum", MONEY), Value(ZERO), output_field=MONEY),
        last_level=Coalesce(Column("sent", "level", IntegerField()), Value(0)),
        last_sent=Column("sent", "sent_on", DateField()),
        draft=Column("waiting", "number", CharField()),
        promised=Column("due", "promised", DateField()),
    )
    found = found.annotate(level=_reached(terms))
    waits = Q(last_sent__gt=day - dt.timedelta(days=terms.gap)) | Q(draft__isnull=False)
    covered = Q(free__gt=0, free__gte=F("owed"))
    return found.annotate(may_go=Case(When(waits | covered | Q(level=0), then=Value(False)), default=Value(True)))


def _due(invoices: InvoiceQuerySet, actions: CollectionActionQuerySet, day: dt.date) -> Any:
    """A row for each customer with something `to_be_dunned`: what of it is `to_be_asked_for`, promised, in dispute."""
    running = running_promises(actions, day).values("about", "promised_on")
    rows = joined(invoices.overdue(day).order_by(), "running", running, ("id", "about"))
    rows = rows.alias(promise=Column("running", "promised_on", DateField())).values("customer")
    asked_for, promised = UNDISPUTED & Q(promise__isnull=True), UNDISPUTED & Q(promise__isnull=False)
    return (
        rows.alias(dunned=Count("pk", filter=UNDISPUTED))
        .filter(dunned__gt=0)
        .annotate(
            owed=total("open_amount", filter=asked_for),
            items=Count("pk", filter=asked_for),
            oldest=Min("due_date", filter=asked_for),
            in_dispute=total("open_amount", filter=~UNDISPUTED),
            in_promise=total("open_amount", filter=promised),
            promised=Min("promise", filter=promised),
        )
    )


def _by_customer(rows: Any, amount: str) -> Any:
    return rows.order_by().values("customer").annotate(sum=total(amount))


def _last_sent(letters: DunningLetterQuerySet, invoices: InvoiceQuerySet, day: dt.date) -> Any:
    """The last letter of each customer of which an item is still `to_be_dunned`."""
    still = to_be_dunned(invoices, day).filter(dunned__letter=OuterRef("pk"))
    sent = letters.filter(Exists(still), status=LetterStatus.SENT)
    return (
        sent.order_by("customer_id", "-sent_on", "-pk").distinct("customer_id").values("customer", "level", "sent_on")
    )


def _waiting(letters: DunningLetterQuerySet) -> Any:
    drafts = letters.filter(status=LetterStatus.DRAFT)
    return drafts.order_by("customer_id", "pk").distinct("customer_id").values("customer", "number")


def _reached(terms: Terms) -> Case:
    """The highest level of which age and sum are reached, one step after the last letter; 0 for none."""
    levels = zip(terms.steps, terms.least, strict=True)
    return Case(
        *(
            When(
                oldest__lte=terms.day - dt.timedelta(days=days),
                owed__gte=least,
                last_level__gte=level - 1,
                then=Value(level),
            )
            for level, (days, least) in reversed(list(enumerate(levels, 1)))
        ),
        default=Value(0),
        output_field=IntegerField(),
    )
