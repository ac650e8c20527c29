"""Goods that are bought, not made: reported at the confirmation, priced, ordered, arrived, or a problem (ORD-08)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.order.locking import lock_under_order
from orders.order.models import Order, OrderLine
from orders.plan.models import PlanRelease
from orders.production.arrival import goods_arrived
from orders.traded_demand.models import TradedDemand
from orders.traded_demand.permissions import can_follow_traded, can_price_traded
from orders.traded_demand.states import TradedDemandStatus
from salesmgmt.core import audit
from salesmgmt.core.calendar import day_of, today
from salesmgmt.core.domain.faults import in_batches
from salesmgmt.core.domain.notices import Message, notify, notify_department, notify_many
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from decimal import Decimal

QUEUE = "traded-goods-late"
Status = TradedDemand.Status


def report_traded(order: Order, *, user: User) -> None:
    """A confirmed order reports each of its traded lines; planner and purchasing hear of it (ORD-08, 003 (二)3(2))."""
    for line in order.lines.filter(supply_type=OrderLine.SupplyType.TRADED, traded_demand__isnull=True).select_related(
        "product"
    ):
        demand = TradedDemand.objects.create(
            number=next_number(TradedDemand.KIND),
            created_by=user,
            order=order,
            order_line=line,
            quantity=line.quantity,
        )
        audit.record(demand, user, gettext_noop("Created"), to_status=demand.status, comment=str(order))
        subject = _subject(demand)
        notify_department(demand, Role.PUR, subject, sent_by=user)
        notify(
            [order.customer.owner, *User.objects.with_role(Role.PLN)],
            subject,
            url=demand.get_absolute_url(),
            sent_by=user,
        )


def _subject(demand: TradedDemand) -> Callable:
    line = demand.order_line
    return lambda: (
        _("Traded goods wanted: %(product)s for %(order)s") % {"product": line.product, "order": demand.order}
    )


def _locked(pk: int) -> TradedDemand:
    """A changed order asks for what it asks for now."""
    demand = lock_under_order(TradedDemand, pk, "order__customer__owner", "order_line__product")
    if demand.status not in demand.ENDED and demand.quantity != demand.order_line.quantity:
        change(demand, None, gettext_noop("Order changed"), quantity=demand.order_line.quantity)
    return demand


@transaction.atomic
def price_traded(pk: int, user: User, *, supplier: str, price: Decimal) -> TradedDemand:
    """The trading branch has named its price."""
    demand = _locked(pk)
    guard(demand, Status.PRICED)
    require(can_price_traded(user, demand))
    if price <= 0:
        raise BusinessError(_("The price is zero."))
    return move(demand, Status.PRICED, user, supplier=supplier, price=price)


@transaction.atomic
def order_traded(pk: int, user: User, *, expected_on: dt.date) -> TradedDemand:
    """Ordered, with the day on which it is to arrive."""
    demand = _locked(pk)
    guard(demand, Status.ORDERED)
    require(can_follow_traded(user, demand))
    if expected_on < today():
        raise BusinessError(_("The day lies in the past."))
    return move(demand, Status.ORDERED, user, expected_on=expected_on)


@transaction.atomic
def receive_traded(pk: int, user: User, *, arrived_on: dt.date) -> TradedDemand:
    """It is here: with a released plan it is offered for inspection at once, and may then be delivered (ORD-08)."""
    demand = _locked(pk)
    guard(demand, Status.ARRIVED)
    require(can_follow_traded(user, demand))
    if arrived_on > today():
        raise BusinessError(_("The arrival lies in the future."))
    move(demand, Status.ARRIVED, user, arrived_on=arrived_on)
    goods_arrived(demand.order_line, user)
    notify(
        [demand.order.customer.owner],
        lambda: _("Traded goods arrived: %(demand)s") % {"demand": demand},
        url=demand.get_absolute_url(),
    )
    return demand


@transaction.atomic
def report_problem(pk: int, user: User, *, problem: str) -> TradedDemand:
    """Reported to the company at once: head of sales, planner and representative hear it (003 (二)3(2))."""
    demand = _locked(pk)
    stood = demand.status
    guard(demand, Status.PROBLEM)
    require(can_follow_traded(user, demand))
    if not problem.strip():
        raise BusinessError(_("Describe the problem."))
    move(demand, Status.PROBLEM, user, comment=problem, problem=problem, stood=stood)
    notify(
        [demand.order.customer.owner, *User.objects.with_role(Role.DIR, Role.PLN)],
        lambda: _("Problem with traded goods: %(demand)s") % {"demand": demand},
        url=demand.get_absolute_url(),
        body=problem,
    )
    return demand


@transaction.atomic
def solve_problem(pk: int, user: User, comment: str) -> TradedDemand:
    """Back to where it stood when the problem came up."""
    demand = _locked(pk)
    if demand.status != Status.PROBLEM:
        raise BusinessError(_("There is no open problem."))
    require(can_follow_traded(user, demand))
    return move(demand, demand.stood, user, comment=comment)


def stop_traded_of(order: Order, *, user: User, reason: str) -> None:
    """An order that is cancelled wants no goods any more (ORD-09)."""
    for demand in order.traded_demands.exclude(status__in=TradedDemand.ENDED).order_by("pk"):
        move(lock(TradedDemand, demand.pk), Status.CANCELLED, user, comment=reason)


def arrived_before(plan: PlanRelease, *, user: User) -> None:
    """Goods that came before their plan was released are offered for inspection with its release."""
    lines = OrderLine.objects.filter(plan_lines__plan=plan, traded_demand__status=Status.ARRIVED)
    for line in lines.order_by("pk"):
        goods_arrived(line, user)


def not_arrived(order_lines: list[int]) -> set[int]:
    """The traded lines whose goods have not arrived: none of them is delivered (ORD-08)."""
    traded = OrderLine.objects.filter(pk__in=order_lines, supply_type=OrderLine.SupplyType.TRADED)
    return set(traded.exclude(traded_demand__status=TradedDemandStatus.ARRIVED).values_list("pk", flat=True))


def notice_late_goods(moment: dt.datetime) -> int:
    """Ordered and not here on the day named: the representative and the planner are told once (ORD-08)."""
    day = day_of(moment)
    late = TradedDemand.objects.filter(status=Status.ORDERED, expected_on__lt=day)
    planners = list(User.objects.with_role(Role.PLN))

    def tell(demands: list[TradedDemand]) -> int:
        return len(notify_many(_late(demand, planners) for demand in demands))

    return in_batches(QUEUE, late.select_related("order__customer__owner", "order_line__product").order_by("pk"), tell)


def _late(demand: TradedDemand, planners: list[User]) -> Message:
    return Message(
        [demand.order.customer.owner, *planners],
        lambda: (
            _("Traded goods late: %(product)s, expected %(day)s")
            % {"product": demand.order_line.product, "day": demand.expected_on}
        ),
        url=demand.get_absolute_url(),
        key=f"{QUEUE}-{demand.pk}-{demand.expected_on}",
    )
