"""Job J06: what passed its due date becomes overdue, and the responsible reps are told."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from orders.invoice.models import Invoice
from salesmgmt.core import audit, calendar
from salesmgmt.core.domain.notices import Message, notify_many
from salesmgmt.core.models import User
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from orders.invoice.querysets import InvoiceQuerySet

# Invoices of so many days' work are written in one transaction; the invoices of one rep stay together.
BATCH = 500


def mark_overdue(day: dt.date | None = None) -> int:
    """posted → overdue for every open invoice whose due date has passed; returns how many (REC-01, J06).

    An invoice due on 31 March is overdue by one day on 1 April. Its rep finds it in his collection tasks and gets one
    notice a day, not one per invoice: in the transaction that marks his. Running it twice changes nothing.
    """
    day = day or calendar.today()
    due = _due(day).order_by().values_list("customer__owner").annotate(number=Count("pk"))
    return sum(_mark(owners, day) for owners in _together(due.order_by("customer__owner")))


def _due(day: dt.date) -> InvoiceQuerySet:
    return Invoice.objects.filter(status=Invoice.Status.POSTED).overdue(day)


def _together(numbers: Iterable[tuple[int | None, int]]) -> Iterator[list[int | None]]:
    """Reps whose invoices make a batch."""
    some: list[int | None] = []
    waiting = 0
    for owner, number in numbers:
        some.append(owner)
        waiting += number
        if waiting >= BATCH:
            yield some
            some, waiting = [], 0
    if some:
        yield some


@transaction.atomic
def _mark(owners: list[int | None], day: dt.date) -> int:
    """Rows held by somebody else are skipped: the next run takes them."""
    of_these = Q(customer__owner__in=[owner for owner in owners if owner])
    if None in owners:
        of_these |= Q(customer__owner=None)
    found = _due(day).filter(of_these).select_for_update(of=("self",), skip_locked=True).select_related("customer")
    rows = list(found.order_by("pk"))
    Invoice.objects.filter(pk__in=[row.pk for row in rows]).update(
        status=Invoice.Status.OVERDUE, updated_at=timezone.now()
    )
    audit.record_many(rows, None, "status", from_status=Invoice.Status.POSTED, to_status=Invoice.Status.OVERDUE)
    _tell_reps(rows, day)
    return len(rows)


def _tell_reps(rows: list[Invoice], day: dt.date) -> None:
    fallen: dict[int, list[Any]] = defaultdict(lambda: [0, ZERO])
    for row in rows:
        fallen[row.customer.owner_id][0] += 1
        fallen[row.customer.owner_id][1] += row.open_amount
    people = User.objects.filter(pk__in=[pk for pk in fallen if pk])
    notify_many(
        Message(
            [user],
            lambda number=fallen[user.pk][0], amount=fallen[user.pk][1]: (
                ngettext(
                    "%(n)d invoice fell overdue: %(amount)s to collect",
                    "%(n)d invoices fell overdue: %(amount)s to collect",
                    number,
                )
                % {"n": number, "amount": f"{amount:,.2f}"}
            ),
            url=reverse("collection-task-list"),
            key=f"overdue:{day.isoformat()}",
        )
        for user in people
    )
