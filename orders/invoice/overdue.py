"""Job J06: what passed its due date becomes overdue, and the responsible reps are told."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from orders.invoice.models import Invoice
from salesmgmt.core import calendar
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.models import AuditEntry, User
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    import datetime as dt

BATCH = 2000


def mark_overdue(day: dt.date | None = None) -> int:
    """posted → overdue for every open invoice whose due date has passed; returns how many (REC-01, J06).

    An invoice due on 31 March is overdue by one day on 1 April. Its rep finds it in his collection tasks and gets one
    notice a day, not one per invoice. Running it twice changes nothing.
    """
    day = day or calendar.today()
    fallen: dict[int, list[Any]] = defaultdict(lambda: [0, ZERO])
    count = 0
    while True:
        batch = _mark_batch(day)
        if not batch:
            break
        count += len(batch)
        for invoice in batch:
            fallen[invoice.customer.owner_id][0] += 1
            fallen[invoice.customer.owner_id][1] += invoice.open_amount
    _tell_reps(fallen, day)
    return count


@transaction.atomic
def _mark_batch(day: dt.date) -> list:
    """Rows held by somebody else are skipped: the next run takes them."""
    rows = list(
        Invoice.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("customer")
        .filter(status=Invoice.Status.POSTED)
        .overdue(day)
        .order_by("pk")[:BATCH]
    )
    Invoice.objects.filter(pk__in=[row.pk for row in rows]).update(
        status=Invoice.Status.OVERDUE, updated_at=timezone.now()
    )
    kind = ContentType.objects.get_for_model(Invoice)
    AuditEntry.objects.bulk_create(
        [
            AuditEntry(
                content_type=kind,
                object_id=row.pk,
                action="status",
                from_status=Invoice.Status.POSTED,
                to_status=Invoice.Status.OVERDUE,
            )
            for row in rows
        ]
    )
    return rows


def _tell_reps(fallen: dict, day: dt.date) -> None:
    for user in User.objects.filter(pk__in=[pk for pk in fallen if pk]):
        number, amount = fallen[user.pk]
        notify(
            [user],
            lambda amount=amount, number=number: (
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
