"""What an amendment in force does to the orders of its contract: corrected, kept under the original, or to be settled."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contracts.amendment.models import AmendmentEffect
from contracts.amendment.rules import pairs_of
from contracts.amendment.states import Resolution
from orders.delivery.supplied import delivered_by_line
from orders.order.handover import tell_departments
from orders.order.models import Order, OrderLine
from orders.order.states import OrderStatus
from orders.plan.models import PlanRelease, PlanReleaseLine
from orders.production.models import Production
from orders.supply.words import pieces
from salesmgmt.core import audit
from salesmgmt.core.money import ZERO, cents
from salesmgmt.core.state import lock

if TYPE_CHECKING:
    from typing import Any

    from contracts.amendment.models import ContractAmendment
    from contracts.amendment.states import Effect
    from contracts.contract.models import Contract, ContractLine
    from salesmgmt.core.models import User


# What of a contract line an order line repeats.
REPEATED = ("price", "tax_rate", "state", "spec")
CONCERNED = ("submitted", *Order.CHANGEABLE)
# A change of these is a change of what is made: the plan is to be released anew.
MADE_OTHERWISE = {"state", "spec"}


def orders_concerned(contract: Contract) -> list:
    """The orders under way of a contract with their products and plans, for the page of an amendment (AMD-05)."""
    orders = Order.objects.filter(contract=contract, status__in=CONCERNED).order_by("pk")
    orders = orders.prefetch_related("lines__product", "plan_releases")
    return [
        {
            "number": order.number,
            "status": order.get_status_display(),
            "products": "、".join(str(line.product) for line in order.lines.all()),
            "plans": "、".join(
                f"{plan} {plan.get_status_display()}"
                for plan in order.plan_releases.all()
                if plan.status not in PlanRelease.ENDED
            ),
        }
        for order in orders
    ]


def changed_products(before: dict, after: dict) -> tuple[dict, set]:
    """``({product pk: {field: text}}, {products that are gone})`` between two texts of a contract. Pure."""
    changed: dict[int, dict] = {}
    gone = set()
    for old, new in pairs_of(before["lines"], after["lines"]):
        if old is None:
            continue
        product = int(old["product_id"])
        if new is None:
            gone.add(product)
            continue
        values = {name: new.get(name, "") for name in REPEATED if old.get(name, "") != new.get(name, "")}
        if values:
            changed.setdefault(product, values)
    return changed, gone


def correct_orders(contract: Contract, *, user: User, amendment: ContractAmendment, before: dict, after: dict) -> None:
    """Bring the orders under way to the new text, one by one; what cannot be is named for whoever settles it (AMD-05).

    Delivered goods stay at their price, and what was started stays as it is where the customer takes it so (AMD-03).
    """
    changed, gone = changed_products(before, after)
    lines = {line.product_id: line for line in contract.lines.all()}
    for order in Order.objects.filter(contract=contract, status__in=CONCERNED).order_by("pk"):
        _correct(lock(Order, order.pk), amendment, user, changed, gone, lines)
    _name_surplus(contract, amendment)


def _correct(order: Order, amendment: ContractAmendment, user: User, changed: dict, gone: set, agreed: dict) -> None:
    delivered = delivered_by_line(order)
    started = set(
        Production.objects.making()
        .filter(order=order, started_at__isnull=False)
        .values_list("order_line_id", flat=True)
    )
    written: dict = {}
    kept: list = []
    held: list = []
    for line in order.lines.select_related("product").order_by("pk"):
        if line.product_id in gone:
            held.append(_("%(product)s is not in the contract any more.") % {"product": line.product})
        elif line.product_id in changed:
            names = changed[line.product_id]
            if delivered.get(line.pk):
                held.append(
                    _("%(product)s: %(n)s are delivered under the former text.")
                    % {"product": line.product, "n": pieces(delivered[line.pk])}
                )
            elif line.pk in started and amendment.resolution == Resolution.FINISH:
                kept.append(str(line.product))
            else:
                written |= _write_line(line, names, agreed[line.product_id])
    if written:
        _write_order(order, amendment, user, written, changed)
    _note(amendment, order, AmendmentEffect.Kind.CORRECTED, _words(written))
    _note(amendment, order, AmendmentEffect.Kind.KEPT, "\n".join(kept))
    _note(amendment, order, AmendmentEffect.Kind.HELD, "\n".join(held))


def _write_line(line: OrderLine, names: dict, agreed: ContractLine) -> dict:
    locked = lock(OrderLine, line.pk, "product")
    changes = {}
    for name in names:
        old, new = getattr(locked, name), getattr(agreed, name)
        if old != new:
            changes[f"{locked.product}: {name}"] = [audit.as_text(old), audit.as_text(new)]
            setattr(locked, name, new)
    locked.amount = cents(locked.quantity * (locked.price or ZERO))
    locked.save(update_fields=[*names, "amount"])
    return changes


def _write_order(order: Order, amendment: ContractAmendment, user: User, written: dict, changed: dict) -> None:
    order.revision += 1
    order.amount = sum((line.amount for line in order.lines.all()), ZERO)
    planned = PlanReleaseLine.objects.filter(order_line__order=order, is_active=True).exists()
    if planned and any(MADE_OTHERWISE & set(names) for names in changed.values()):
        order.plan_revision_due = True
    order.save(update_fields=["revision", "amount", "plan_revision_due", *order.touched_fields()])
    audit.record(order, user, gettext_noop("Changed by contract amendment"), comment=str(amendment), changes=written)
    tell_departments(order, lambda: _("Order changed: %(order)s") % {"order": order}, user, body=amendment.content)


def _words(written: dict) -> str:
    labels = {field.name: str(field.verbose_name) for field in OrderLine._meta.concrete_fields}
    rows = []
    for where, (old, new) in written.items():
        product, _colon, name = where.rpartition(": ")
        # Departments read this too: a price is named, not told.
        said = labels[name] if name in ("price", "tax_rate") else f"{labels[name]} {old or '—'} → {new or '—'}"
        rows.append(f"{product}: {said}")
    return "\n".join(rows)


def _note(amendment: ContractAmendment, order: Order, kind: Effect, text: str) -> None:
    if text:
        AmendmentEffect.objects.create(
            amendment=amendment, kind=kind, document=order.number, address=order.get_absolute_url(), text=text
        )


def _name_surplus(contract: Any, amendment: Any) -> None:
    """More is ordered than the amended contract has: nobody shortens an order by himself."""
    ordered: dict[int, Decimal] = defaultdict(Decimal)
    agreed: dict[int, Decimal] = defaultdict(Decimal)
    names: dict = {}
    for line in contract.lines.select_related("product"):
        agreed[line.product_id] += line.quantity
        names[line.product_id] = line.product
    rows = OrderLine.objects.filter(order__contract=contract).exclude(
        order__status__in=[OrderStatus.DRAFT, OrderStatus.CANCELLED]
    )
    for line in rows:
        ordered[line.product_id] += line.quantity
    for pk, quantity in agreed.items():
        if ordered[pk] > quantity:
            AmendmentEffect.objects.create(
                amendment=amendment,
                kind=AmendmentEffect.Kind.HELD,
                document=str(contract),
                address=contract.get_absolute_url(),
                text=_("%(product)s: %(ordered)s are ordered, the contract has %(agreed)s now.")
                % {"product": names[pk], "ordered": pieces(ordered[pk]), "agreed": pieces(quantity)},
            )
