"""Telling the customer how far his order is, and what he has not been told yet (ORD-06; 002-1 §11.3, 000 二(一)2b)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.delivery.models import DeliveryNote
from orders.order.models import Order
from orders.order.progress import with_quantities
from orders.order.states import COMING, OrderStatus
from orders.progress_note.models import CustomerProgressNote
from orders.progress_note.permissions import can_tell_customer
from orders.promise.models import PromiseChange
from salesmgmt.core import audit
from salesmgmt.core.calendar import SHANGHAI, whole_minute
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import AuditEntry
from salesmgmt.core.state import lock, require
from salesmgmt.core.templatetags.salesmgmt import quantity

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal
    from typing import Any

    from salesmgmt.core.models import User

# What a customer wants to hear of, beside each departure of goods and each new promise.
NEWS = (OrderStatus.CONFIRMED, OrderStatus.IN_PRODUCTION, OrderStatus.READY, OrderStatus.CANCELLED)
# Once everything has arrived he knows himself.
WAITING = (*COMING, OrderStatus.CANCELLED)


def with_news(orders: Any) -> Any:
    """Orders with ``news_at`` and ``news_status`` of the last change a customer wants to hear of, ``left_at`` of the last
    departure, ``promised_at`` of the last new promise, and ``told_at`` of the last word he was given; all in one query."""
    kind = ContentType.objects.get_for_model(Order)
    changes = AuditEntry.objects.filter(content_type=kind, object_id=OuterRef("pk"), to_status__in=NEWS).order_by("-pk")
    notes = DeliveryNote.objects.filter(order=OuterRef("pk"), departed_at__isnull=False).order_by("-departed_at")
    told = CustomerProgressNote.objects.filter(order=OuterRef("pk")).order_by("-told_at")
    promises = PromiseChange.objects.filter(line__order=OuterRef("pk")).order_by("-changed_at")
    return orders.annotate(
        news_status=Subquery(changes.values("to_status")[:1]),
        left_at=Subquery(notes.values("departed_at")[:1]),
        promised_at=Subquery(promises.values("changed_at")[:1]),
        told_at=Subquery(told.values("told_at")[:1]),
        news_at=Greatest(
            Subquery(changes.values("at")[:1]),
            Subquery(notes.values("departed_at")[:1]),
            Subquery(promises.values("changed_at")[:1]),
        ),
    )


def not_informed(orders: Any) -> Any:
    """The report "status changed, customer not informed" (ORD-06): what happened after the last word he was given."""
    rows = with_news(orders.filter(status__in=WAITING)).filter(news_at__isnull=False)
    return rows.filter(Q(told_at__isnull=True) | Q(told_at__lt=F("news_at")))


@transaction.atomic
def tell_customer(
    pk: int, user: User, *, told_at: dt.datetime, channel: str, text: str, contact: str = ""
) -> CustomerProgressNote:
    """The rep has informed the customer: time, channel and words are kept (ORD-06)."""
    order = lock(Order, pk, "customer__owner")
    require(can_tell_customer(user, order))
    if not text.strip():
        raise BusinessError(_("Write down what the customer was told."))
    now = timezone.now()
    if whole_minute(told_at) == whole_minute(now):
        told_at = now  # a form knows minutes; what happened in this one before is told with it
    if not whole_minute(order.confirmed_at) <= told_at <= now:
        raise BusinessError(_("The customer was told between the confirmation of the order and now."))
    note = CustomerProgressNote.objects.create(
        order=order,
        told_at=told_at,
        channel=channel,
        contact=contact.strip(),
        text=text.strip(),
        order_status=order.status,
        told_by=user,
    )
    said = "，".join(part for part in (str(note.get_channel_display()), note.contact) if part)
    audit.record(order, user, gettext_noop("Customer informed"), comment=f"{said}：{note.text}")
    return note


def words_for_customer(order: Order) -> str:
    """What the rep may say or send, proposed from where the goods are: he reads it, changes it, and it is logged."""
    if order.status == Order.Status.CANCELLED:
        return _("Order %(number)s is cancelled.") % {"number": order.customer_reference or order.number}
    lines = [_line_words(line) for line in with_quantities(order.lines.select_related("product"))]
    arrival = order.deliveries.filter(status=DeliveryNote.Status.IN_TRANSIT, expected_at__isnull=False)
    expected = arrival.order_by("expected_at").values_list("expected_at", flat=True).first()
    parts = [_("Order %(number)s:") % {"number": order.customer_reference or order.number}, "；".join(lines)]
    if expected:
        moment = expected.astimezone(SHANGHAI)
        parts.append(_("expected to arrive on %(moment)s") % {"moment": f"{moment:%Y-%m-%d %H:%M}"})
    return " ".join(part for part in parts if part)


def _line_words(line: Any) -> str:
    """ABS 泵 × 120 套: 已送达 50, 在途 30, 已入库 20, 交期 …"""
    steps = [
        (_("delivered %(n)s"), line.delivered),
        (_("on the way or ready to leave %(n)s"), line.held - line.delivered),
        (_("in stock %(n)s"), line.entered - line.held),
        (_("being made %(n)s"), line.quantity - max(line.entered, line.held)),
    ]
    said = [words % {"n": quantity(amount)} for words, amount in steps if _is_more(amount)]
    due = line.promised_date or line.due_date
    if due and line.delivered < line.quantity:
        said.append(_("due %(day)s") % {"day": due.isoformat()})
    return f"{line.product.name} × {quantity(line.quantity)} {line.unit}：" + "，".join(said)


def _is_more(amount: Decimal) -> bool:
    return amount > 0


def told_of(order: Order, user: User) -> dict | None:
    """The card on the page of an order: what the customer was told, and whether something happened since."""
    if order.confirmed_at is None:
        return None
    notes = list(order.progress_notes.select_related("told_by")[:5])
    untold = not_informed(Order.objects.filter(pk=order.pk)).first() if order.status in WAITING else None
    return {"notes": notes, "untold": untold} if notes or untold else None
