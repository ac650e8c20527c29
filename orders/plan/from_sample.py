"""From an approved sample or service part request to its order and its plan release form (SVC-07, PRD-01)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.demand.lines import write_lines
from orders.order.models import Order, OrderLine
from orders.plan.models import PlanRelease
from orders.plan.release import new_plan
from orders.supply.states import SupplyKind
from pricing.product.models import Product
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO
from salesmgmt.core.state import change, move

if TYPE_CHECKING:
    from customers.sample.models import SampleRequest
    from salesmgmt.core.models import User


def plan_of_sample(request: SampleRequest, user: User) -> None:
    """A confirmed order of the kind sample, free of charge, and a draft of the plan release of the kind sample made
    from the request (SVC-07). The approval of the request is the manager's confirmation; the head of sales still
    signs the plan. Runs in the transaction of the approval; the request keeps the number of the order (DLV-09)."""
    product = Product.objects.filter(code=request.product_code).first()
    if product is None:
        raise BusinessError(_("The product %(code)s is no longer in the catalogue.") % {"code": request.product_code})
    order = _order_of(request, product)
    plan = new_plan(
        order,
        request.created_by,
        list(order.lines.select_related("product")),
        PlanRelease.Kind.SAMPLE,
        sample_request=request,
        remark=request.purpose,
    )
    notify(
        [request.customer.owner, request.created_by],
        lambda: _("Plan release to be completed: %(plan)s") % {"plan": plan},
        url=plan.get_absolute_url(),
        body=str(request),
    )
    change(request, user, gettext_noop("Order opened"), order_number=order.number)


def _order_of(request: SampleRequest, product: Product) -> Order:
    order = Order.objects.create(
        number=next_number(Order.KIND),
        created_by=request.created_by,
        customer=request.customer,
        kind=SupplyKind.SAMPLE,
        contact=request.contact,
        order_date=today(),
        delivery_place=request.delivery_place,
        remark=request.purpose,
        submitted_at=request.approved_at,
    )
    line = {
        "product": product,
        "state": request.product_state,
        "quantity": request.quantity,
        "price": ZERO,
        "due_date": request.needed_on,
        "promised_date": request.needed_on,
    }
    write_lines(order, "order", OrderLine, [line])
    audit.record(order, request.created_by, gettext_noop("Created"), to_status=order.status, comment=str(request))
    move(order, Order.Status.SUBMITTED, request.created_by, comment=str(request))
    return move(
        order,
        Order.Status.CONFIRMED,
        request.approved_by,
        comment=str(request),
        confirmed_by=request.approved_by,
        confirmed_at=request.approved_at,
    )


def plan_release_of(request: SampleRequest) -> PlanRelease | None:
    """The plan made from a request, for its page; None before the approval."""
    return PlanRelease.objects.filter(sample_request=request).first()
