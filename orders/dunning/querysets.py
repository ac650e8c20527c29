from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Case, DateField, Exists, F, IntegerField, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Least

from orders.account.querysets import NumberedQuerySet, or_zero, total
from orders.dunning.states import LetterStatus
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from orders.account.querysets import AccountQuerySet
    from orders.invoice.querysets import InvoiceQuerySet


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
    """What a letter may ask for: overdue and not in dispute (REC-02)."""
    return invoices.overdue(day).filter(disputed=False)


def with_dunning(
    accounts: AccountQuerySet,
    invoices: InvoiceQuerySet,
    actions: CollectionActionQuerySet,
    letters: DunningLetterQuerySet,
    day: dt.date,
    steps: list[int],
    gap: int,
) -> AccountQuerySet:
    """Annotate accounts for the dunning run; those of which nothing may be asked are left out.

    ``owed``, ``oldest`` (due date), ``last_level`` and ``last_sent`` of the letter whose items are still open,
    ``promised`` (the day until which a promise runs), ``level`` (1 to ``len(steps)``) and ``may_go`` by the same
    comparison as rules.next_level().
    """
    open_items = to_be_dunned(invoices, day).filter(customer=OuterRef("customer")).order_by().values("customer")
    oldest = open_items.annotate(first=Min("due_date")).values("first")
    sent = letters.filter(
        Exists(to_be_dunned(invoices, day).filter(dunned__letter=OuterRef("pk"))),
        customer=OuterRef("customer"),
        status=LetterStatus.SENT,
    ).order_by("-sent_on", "-pk")
    promise = actions.filter(customer=OuterRef("customer")).order_by("-date", "-pk").values("promised_on")
    by_age = Case(
        *(
            When(oldest__lte=day - dt.timedelta(days=least), then=Value(level))
            for level, least in reversed(list(enumerate(steps, 1)))
        ),
        default=Value(0),
        output_field=IntegerField(),
    )
    found = accounts.annotate(
        owed=or_zero(open_items.annotate(sum=total("open_amount"))),
        oldest=Subquery(oldest, output_field=DateField()),
        last_level=Coalesce(Subquery(sent.values("level")[:1]), Value(0)),
        last_sent=Subquery(sent.values("sent_on")[:1]),
        promised=Subquery(promise[:1]),
    ).filter(oldest__isnull=False)
    found = found.annotate(level=Least(by_age, F("last_level") + 1, Value(len(steps))))
    waits = Q(last_sent__gt=day - dt.timedelta(days=gap)) | Q(promised__gte=day)
    return found.annotate(may_go=Case(When(waits | Q(level=0), then=Value(False)), default=Value(True)))
