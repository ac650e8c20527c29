from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Case, Count, DateField, Exists, F, IntegerField, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from orders.account.querysets import NumberedQuerySet, or_zero, total
from orders.dunning.states import LetterStatus
from orders.payment.figures import HELD
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from typing import Any

    from orders.account.querysets import AccountQuerySet
    from orders.invoice.querysets import InvoiceQuerySet
    from orders.payment.querysets import PaymentQuerySet


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
    return invoices.overdue(day).filter(disputed=False)


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
    mine = invoices.filter(customer=OuterRef("customer")).order_by()
    open_items = to_be_asked_for(mine, actions, day).values("customer")
    promises = running_promises(actions, day)
    promised_items = to_be_dunned(mine, day).filter(pk__in=promises.values("about")).values("customer")
    sent = letters.filter(
        Exists(to_be_dunned(invoices, day).filter(dunned__letter=OuterRef("pk"))),
        customer=OuterRef("customer"),
        status=LetterStatus.SENT,
    ).order_by("-sent_on", "-pk")
    waiting = letters.filter(customer=OuterRef("customer"), status=LetterStatus.DRAFT).order_by("pk")
    still = to_be_dunned(invoices, day).filter(pk=OuterRef("about"))
    promise = (
        promises.filter(Exists(still), customer=OuterRef("customer")).order_by("promised_on").values("promised_on")
    )
    disputed = mine.overdue(day).filter(disputed=True).values("customer")
    found = accounts.filter(customer__in=to_be_dunned(invoices, day).order_by().values("customer")).annotate(
        owed=or_zero(open_items.annotate(sum=total("open_amount"))),
        items=Coalesce(Subquery(open_items.annotate(n=Count("pk")).values("n")), Value(0)),
        oldest=Subquery(open_items.annotate(first=Min("due_date")).values("first"), output_field=DateField()),
        in_dispute=or_zero(disputed.annotate(sum=total("open_amount"))),
        in_promise=or_zero(promised_items.annotate(sum=total("open_amount"))),
        free=_free(mine, payments.filter(customer=OuterRef("customer")).order_by()),
        last_level=Coalesce(Subquery(sent.values("level")[:1]), Value(0)),
        last_sent=Subquery(sent.values("sent_on")[:1]),
        draft=Subquery(waiting.values("number")[:1]),
        promised=Subquery(promise[:1]),
    )
    found = found.annotate(level=_reached(terms))
    waits = Q(last_sent__gt=day - dt.timedelta(days=terms.gap)) | Q(draft__isnull=False)
    covered = Q(free__gt=0, free__gte=F("owed"))
    return found.annotate(may_go=Case(When(waits | covered | Q(level=0), then=Value(False)), default=Value(True)))


def _free(invoices: InvoiceQuerySet, payments: PaymentQuerySet) -> Any:
    """What was paid or credited and no invoice has taken, without what is kept for a notice: it pays no older debt."""
    credits = invoices.credits_open().values("customer").annotate(sum=total("open_amount"))
    money = payments.free().filter(~HELD).values("customer").annotate(sum=total("unallocated"))
    return or_zero(money) - or_zero(credits)


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
