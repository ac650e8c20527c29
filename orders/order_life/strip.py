"""The life of an order line in one strip: demand, order, plan, production … signature, invoice, paid (ORD-06)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from orders.account.permissions import can_see_receivables
from orders.order.progress import lines_with_products
from orders.order_life.querysets import add_life
from orders.order_life.states import Stage
from orders.promise.models import PromiseChange
from salesmgmt.core.calendar import day_of, today
from salesmgmt.core.permissions import Role
from salesmgmt.core.templatetags.salesmgmt import quantity

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal
    from typing import Any

    from orders.order.models import Order
    from orders.order_change.models import OrderChange
    from salesmgmt.core.models import User

ROAD = (Stage.DISPATCH, Stage.OUTBOUND, Stage.TRANSIT)


@dataclass(frozen=True)
class Stop:
    """A stop of the strip: how much has passed it, when the last of it did, and whether it is done, now or next."""

    label: str
    quantity: Decimal | None
    at: dt.date | dt.datetime | None
    state: str


def holder_of(stage: str) -> str:
    """Who has the goods, or the next word, in hand at a stage."""
    rep, customer = str(Role.REP.label), _("Customer")
    return {
        Stage.PLAN: rep,
        Stage.PRODUCTION: str(Role.PROD.label),
        Stage.INSPECTION: str(Role.QA.label),
        Stage.STOCK: str(Role.WH.label),
        Stage.DISPATCH: rep,
        Stage.OUTBOUND: str(Role.WH.label),
        Stage.TRANSIT: str(Role.LOG.label),
        Stage.SIGNATURE: rep,
        Stage.ACCEPTANCE: customer,
        Stage.BILLING: str(Role.FIN.label),
        Stage.PAYMENT: customer,
    }.get(Stage(stage), "")


def since(line: Any) -> dt.date | dt.datetime | None:
    """When the goods came to the stage at which they wait: what the stage before ended with."""
    confirmed = line.order.confirmed_at
    return {
        Stage.PLAN: confirmed,
        Stage.PRODUCTION: line.started_at or line.planned_at,
        Stage.INSPECTION: line.made_at,
        Stage.STOCK: line.inspected_at,
        Stage.DISPATCH: line.entered_at,
        Stage.OUTBOUND: line.issued_at,
        Stage.TRANSIT: line.left_at,
        Stage.SIGNATURE: line.delivered_at,
        Stage.ACCEPTANCE: line.last_signed_at,
        Stage.BILLING: line.accepted_at or line.last_signed_at,
        Stage.PAYMENT: line.billed_at,
        Stage.DONE: line.paid_at or line.accepted_at,
    }[Stage(line.stage)] or confirmed


def expected_now(line: Any) -> dt.date | None:
    """When the goods should be with the customer as things stand: by what carries, sends or makes them now.

    The promise is another date: it was given once, and changes only with a reason (orders.promise).
    """
    if line.stage not in (Stage.PLAN, Stage.PRODUCTION, Stage.INSPECTION, Stage.STOCK, *ROAD):
        return None
    promised = line.promised_date or line.due_date
    known = {
        Stage.TRANSIT: day_of(line.expected_at) if line.expected_at else None,
        Stage.OUTBOUND: line.planned_for,
        Stage.PRODUCTION: line.made_by,
    }.get(Stage(line.stage))
    days = [day for day in (known or promised, today()) if day is not None]
    return max(days)


def days_late(line: Any) -> int:
    """How many days the promise lies behind what is expected now; 0 where it is kept."""
    expected = expected_now(line)
    if expected is None or line.promised_date is None:
        return 0
    return max((expected - line.promised_date).days, 0)


def stops_of(line: Any, order: Order, *, with_money: bool) -> list[Stop]:
    """The strip of a line that with_life() annotated; the money only for those who may read receivables."""
    demand = order.demand
    whole = line.quantity
    rows: list[tuple] = [
        (_("Demand"), whole if demand else None, demand.received_at if demand else None, ()),
        (_("Order"), whole if order.confirmed_at else None, order.confirmed_at, ()),
        (_("Plan"), line.planned, line.planned_at, (Stage.PLAN,)),
        (_("Production"), line.made, line.made_at or line.started_at, (Stage.PRODUCTION,)),
        (pgettext("stage", "Inspection"), line.passed, line.inspected_at, (Stage.INSPECTION,)),
        (pgettext("goods", "Stock"), line.entered, line.entered_at, (Stage.STOCK,)),
        (pgettext("stage", "Delivery"), line.left, line.delivered_at or line.left_at, ROAD),
        (pgettext("stage", "Signature"), line.accepted, line.last_signed_at, (Stage.SIGNATURE,)),
        (_("Acceptance"), line.accepted - line.unsettled, line.accepted_at, (Stage.ACCEPTANCE,)),
    ]
    if with_money:
        rows.append((pgettext("stage", "Invoice"), line.billed, line.billed_at, (Stage.BILLING,)))
        rows.append((pgettext("stage", "Paid"), line.paid, line.paid_at, (Stage.PAYMENT,)))
    here = next((number for number, row in enumerate(rows) if line.stage in row[3]), len(rows))
    return [
        Stop(str(label), amount, at, "done" if number < here else "now" if number == here else "next")
        for number, (label, amount, at, _stages) in enumerate(rows)
    ]


def life_of(order: Order, user: User) -> dict | None:
    """The card on the page of a confirmed order: a strip for each of its lines, and who holds it since when."""
    if order.confirmed_at is None:
        return None
    with_money = can_see_receivables(user)
    rows, promises = [], promises_of(order)
    for line in add_life(lines_with_products(order)):
        rows.append(
            {
                "line": line,
                "stops": stops_of(line, order, with_money=with_money),
                "stage": Stage(line.stage),
                "holder": "" if line.stage == Stage.DONE else holder_of(line.stage),
                "since": since(line),
                "expected": expected_now(line),
                "late": days_late(line),
                "promises": promises.get(line.pk, []),
            }
        )
    return {"rows": rows, "stopped": order.status == order.Status.CANCELLED}


def goods_of_change(change: OrderChange, user: User) -> dict | None:
    """The card on the page of an order change that is not decided yet: how far the goods are that it is about (CHG-02)."""
    if change.status not in (*change.EDITABLE, *change.PENDING):
        return None
    wanted = {row.order_line_id: row.quantity for row in change.lines.all() if row.order_line_id}
    rows = add_life(change.order.lines.select_related("product").filter(pk__in=wanted))
    for row in rows:
        row.wanted = 0 if change.is_cancellation else row.quantity if wanted[row.pk] is None else wanted[row.pk]
        row.too_much = max(max(row.made, row.entered) - row.wanted, 0)
        row.plan_falls = row.planned > row.wanted
    return {"rows": rows} if rows else None


def promises_of(order: Order) -> dict:
    """``{order line pk: [(change of its promise, note)]}``, the newest first: the first word the customer was given afterwards,
    None as long as nobody told him (ORD-06); one query where no promise changed, else two."""
    changes = list(PromiseChange.objects.filter(line__order=order).select_related("changed_by"))
    told = list(order.progress_notes.select_related("told_by").order_by("told_at")) if changes else []
    found: dict = {}
    for change in changes:
        note = next((note for note in told if note.told_at >= change.changed_at), None)
        found.setdefault(change.line_id, []).append((change, note))
    return found


def made_so_far(order: Order) -> str:
    """What of an order is already made, for whoever cancels it: quantities that stay when its plans stop (ORD-09)."""
    said = []
    for line in add_life(order.lines.select_related("product")):
        steps = [
            (_("made %(n)s"), line.made),
            (_("in stock %(n)s"), line.entered - line.held),
            (_("on delivery notes %(n)s"), line.held),
        ]
        words = [text % {"n": quantity(amount)} for text, amount in steps if amount > 0]
        if words:
            said.append(f"{line.product}：" + "，".join(words))
    return "；".join(said)


def planned_beyond(order: Order) -> str:
    """Of which lines more is planned than is ordered, in words, for whoever revises the plan (CHG-05)."""
    said = []
    for line in add_life(order.lines.select_related("product")):
        if line.planned > line.quantity:
            figures = {"line": line.product, "planned": quantity(line.planned), "ordered": quantity(line.quantity)}
            said.append(_("%(line)s: %(planned)s planned, %(ordered)s ordered") % figures)
    return "；".join(said)
