"""What is still under way when a contract ends: orders, plans, goods made, deliveries not billed, money owed both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.delivery.models import DeliveryNote
from orders.delivery.states import DeliveryNoteStatus
from orders.invoice.models import Invoice
from orders.order.models import Order, OrderLine
from orders.order.progress import with_quantities
from orders.order.states import OrderStatus
from orders.plan.models import PlanRelease
from orders.plan.release import stop_plans_of
from orders.production.models import Production
from orders.supply.words import pieces
from salesmgmt.core import audit
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.state import lock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal
    from typing import Any

    from contracts.contract.models import Contract
    from salesmgmt.core.models import User


NOT_OPEN = (OrderStatus.DRAFT, OrderStatus.CLOSED, OrderStatus.CANCELLED)


def settlement_of(contract: Contract) -> list:
    """The rows of the settlement sheet of a termination, each with a key, words, an amount and its address (AMD-07)."""
    return [*_orders(contract), *_plans(contract), *_goods(contract), *_unbilled(contract), *_money(contract)]


def _row(document: Any, text: str, amount: Decimal | None = None) -> dict:
    return {
        "key": f"{document.KIND}-{document.pk}",
        "text": text,
        "amount": amount,
        "address": document.get_absolute_url(),
    }


def _orders(contract: Contract) -> Iterator:
    for order in Order.objects.filter(contract=contract).exclude(status__in=NOT_OPEN).order_by("pk"):
        yield _row(
            order,
            _("Order %(order)s: %(status)s") % {"order": order, "status": order.get_status_display()},
            order.amount,
        )


def _plans(contract: Contract) -> Iterator:
    plans = PlanRelease.objects.filter(order__contract=contract).exclude(status__in=PlanRelease.ENDED)
    for plan in plans.order_by("pk"):
        yield _row(plan, _("Plan %(plan)s: %(status)s") % {"plan": plan, "status": plan.get_status_display()})


def _goods(contract: Contract) -> Iterator:
    """Made and not delivered: in stock, or on the way through production."""
    lines = with_quantities(
        OrderLine.objects.filter(order__contract=contract).exclude(order__status=OrderStatus.CANCELLED)
    )
    stock = {line.pk: line for line in lines.select_related("product", "order") if line.entered > line.held}
    for line in stock.values():
        yield {
            "key": f"stock-{line.pk}",
            "text": _("In stock for %(order)s: %(product)s × %(n)s")
            % {"order": line.order, "product": line.product, "n": pieces(line.entered - line.held)},
            "amount": None,
            "address": line.order.get_absolute_url(),
        }
    rows = Production.objects.making().filter(order__contract=contract, started_at__isnull=False, quantity_done__gt=0)
    for production in rows.exclude(status=Production.Status.COMPLETED).order_by("pk"):
        yield _row(
            production,
            _("Production %(production)s: %(done)s of %(quantity)s made")
            % {
                "production": production,
                "done": pieces(production.quantity_done),
                "quantity": pieces(production.quantity),
            },
        )


def _unbilled(contract: Contract) -> Iterator:
    notes = DeliveryNote.objects.filter(order__contract=contract, chargeable=True, billed=False)
    for note in notes.exclude(status__in=[DeliveryNoteStatus.DRAFT, DeliveryNoteStatus.CANCELLED]).order_by("pk"):
        yield _row(note, _("Delivery %(note)s is not billed in full") % {"note": note})


def _money(contract: Contract) -> Iterator:
    """What he owes us, and what we owe him: open invoices and open credit notes."""
    for invoice in Invoice.objects.live().open().billing("order__contract", contract).order_by("pk"):
        text = (
            _("He owes on invoice %(invoice)s") if invoice.open_amount > 0 else _("We owe on credit note %(invoice)s")
        )
        yield _row(invoice, text % {"invoice": invoice}, abs(invoice.open_amount))


def stop_orders(contract: Contract, *, user: User, reason: str) -> None:
    """The contract has ended: its plans and unfinished productions are stopped, and whoever is in charge settles the
    orders (AMD-07). An order itself is cancelled by an order change (ORD-09)."""
    open_orders = Order.objects.filter(contract=contract).exclude(status__in=NOT_OPEN).order_by("pk")
    for order in open_orders:
        locked = lock(Order, order.pk)
        stop_plans_of(locked, user=user, reason=reason)
        audit.record(locked, user, gettext_noop("Contract terminated"), comment=reason)
    if open_orders:
        notify(
            [contract.responsible],
            lambda: _("Orders to be settled after the termination of %(contract)s") % {"contract": contract},
            url=contract.get_absolute_url(),
        )
