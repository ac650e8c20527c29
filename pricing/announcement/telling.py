"""Customers who are to be told of new prices: listed, told, their answer recorded (PRC-10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pricing.adjustment.computing import customers_of
from pricing.announcement.models import PriceNotice
from pricing.announcement.permissions import can_tell_customer
from pricing.announcement.states import NoticeStatus
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.todo import cancel_tasks, close_tasks, open_tasks
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.state import guard, lock, move, require

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

    from customers.contact.models import Contact
    from customers.customer.models import Customer
    from pricing.adjustment.models import PriceAdjustment
    from pricing.adjustment.querysets import PriceAdjustmentQuerySet

TASK = "price-notice"
TOLD = (PriceNotice.Status.EXPLAINED, PriceNotice.Status.ACCEPTED, PriceNotice.Status.OBJECTED)


def list_customers(adjustment: PriceAdjustment, user: User) -> None:
    """The adjustment is agreed to: a row for every customer concerned, and a to-do for whoever is in charge of him
    (PRC-10). Who was listed before, and not told, is listed anew."""
    known = adjustment.notices.counting().values("customer")
    customers = customers_of(adjustment).exclude(pk__in=known).order_by("pk")
    PriceNotice.objects.bulk_create(
        [PriceNotice(adjustment=adjustment, customer_id=pk) for pk in customers.values_list("pk", flat=True)]
    )
    notices = list(adjustment.notices.filter(status=NoticeStatus.PENDING).select_related("customer__owner"))
    rows = [(notice, notice.customer.owner, _subject(adjustment, notice)) for notice in notices]
    open_tasks(TASK, rows, key=str(adjustment.pk), due_on=adjustment.effective_on)
    owners = {notice.customer.owner_id for notice in notices} - {None}
    notify(
        User.objects.filter(pk__in=owners),
        lambda: _("Explain new prices to your customers: %(title)s") % {"title": adjustment.title},
        url=reverse("price-notice-list") + f"?adjustment={adjustment.pk}",
    )


def _subject(adjustment: PriceAdjustment, notice: PriceNotice) -> Callable:
    return lambda: (
        _("Explain the new prices to %(customer)s: %(title)s")
        % {"customer": notice.customer, "title": adjustment.title}
    )


def give_up(adjustment: PriceAdjustment, user: User) -> None:
    """The adjustment was undone: who has not been told need not be told any more."""
    rows = adjustment.notices.filter(status=PriceNotice.Status.PENDING).order_by("customer")
    notices = [lock(PriceNotice, pk) for pk in rows.values_list("pk", flat=True)]
    for notice in notices:
        if notice.status == PriceNotice.Status.PENDING:
            move(notice, PriceNotice.Status.CANCELLED, user)
    cancel_tasks(notices, [TASK])


@transaction.atomic
def explain_prices(pk: int, user: User, talk: str, contact: Contact | None = None) -> PriceNotice:
    """pending → explained: the representative has explained the adjustment, and says how (PRC-10, 000 五(三)3)."""
    notice = lock(PriceNotice, pk, "customer__owner", "adjustment")
    guard(notice, PriceNotice.Status.EXPLAINED)
    require(can_tell_customer(user, notice))
    if not talk.strip():
        raise BusinessError(_("Say how you explained it."))
    if contact is not None and contact.customer_id != notice.customer_id:
        raise BusinessError(_("This belongs to another customer."))
    move(
        notice,
        PriceNotice.Status.EXPLAINED,
        user,
        talk=talk.strip(),
        contact=contact,
        told_by=user,
        told_at=timezone.now(),
    )
    close_tasks(notice, TASK, user)
    return notice


def accept_prices(pk: int, user: User, comment: str = "") -> PriceNotice:
    """explained or objected → accepted: the customer agrees to the new prices."""
    return _answered(pk, user, PriceNotice.Status.ACCEPTED, comment)


def object_to_prices(pk: int, user: User, comment: str) -> PriceNotice:
    """explained → objected: his reason goes to the sales management with the notice."""
    if not comment.strip():
        raise BusinessError(_("Say why the customer objects."))
    return _answered(pk, user, PriceNotice.Status.OBJECTED, comment)


@transaction.atomic
def _answered(pk: int, user: User, status: NoticeStatus, comment: str) -> PriceNotice:
    notice = lock(PriceNotice, pk, "customer__owner__superior", "adjustment")
    guard(notice, status)
    require(can_tell_customer(user, notice))
    move(notice, status, user, comment=comment, answer=comment.strip(), answered_at=timezone.now())
    if status == PriceNotice.Status.OBJECTED:
        notify(
            [notice.adjustment.approved_by, notice.adjustment.created_by],
            lambda: (
                _("%(customer)s objects to the new prices: %(title)s")
                % {"customer": notice.customer, "title": notice.adjustment.title}
            ),
            url=notice.get_absolute_url(),
            body=comment,
        )
    return notice


def told_of(adjustment: PriceAdjustment) -> tuple | None:
    """``(told, all)``: how many of the customers concerned have been told; None where nobody is to be told (PRC-10)."""
    states = list(adjustment.notices.counting().values_list("status", flat=True))
    return (sum(status in TOLD for status in states), len(states)) if states else None


def with_notices(adjustments: PriceAdjustmentQuerySet) -> PriceAdjustmentQuerySet:
    """``notice_count`` and ``told_count`` of every adjustment: 2 of 3 are told (PRC-10). Counted of the adjustments that
    are shown: joined and grouped, all were counted before the first stood."""
    mine = PriceNotice.objects.filter(adjustment=OuterRef("pk")).order_by().values("adjustment")
    return adjustments.annotate(
        notice_count=_number(mine.exclude(status=NoticeStatus.CANCELLED)),
        told_count=_number(mine.filter(status__in=TOLD)),
    )


def _number(rows: QuerySet) -> Coalesce:
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)


def waiting_of(adjustment: PriceAdjustment) -> int:
    """How many customers have not been told yet (PRC-10)."""
    return adjustment.notices.filter(status=PriceNotice.Status.PENDING).count()


def merge_notices(kept: Customer, merged: Customer) -> list:
    """Two files of one customer: he is told once. What was said to one of them stands; the other row is not needed."""
    for notice in (
        PriceNotice.objects.select_for_update().filter(customer=merged, status=NoticeStatus.PENDING).order_by("pk")
    ):
        if PriceNotice.objects.counting().filter(customer=kept, adjustment=notice.adjustment_id).exists():
            move(notice, PriceNotice.Status.CANCELLED, None)
    told = PriceNotice.objects.filter(customer=merged, status__in=TOLD).values("adjustment")
    rows = PriceNotice.objects.select_for_update().filter(
        customer=kept, status=NoticeStatus.PENDING, adjustment__in=told
    )
    for notice in rows.order_by("pk"):
        move(notice, PriceNotice.Status.CANCELLED, None)
    return []
