"""What returns tell core."""

from functools import partial

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.customer.models import Customer
from orders.return_order.approval import RETURN
from orders.return_order.evidence import papers_of_return
from orders.return_order.lookups import returnable_label, returnable_lines, returnable_note
from orders.return_order.models import ReturnOrder
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.evidence import register_evidence
from salesmgmt.core.permissions import Role, may_at_all


def reads_returns(user, document=None):
    return may_at_all(user, "return", "R")


def _of(path, document, user):
    return ReturnOrder.objects.visible_to(user).of_delivery(path, document.pk)


def register():
    registry.register_document(
        ReturnOrder, "RET", pgettext_lazy("goods", "Return"), _("Returns"), "truck-return", "return-list"
    )
    registry.register_menu("orders", _("Returns"), "return-list", "truck-return", can=reads_returns, order=70)
    registry.register_tab(
        "customer",
        registry.Tab(
            "returns",
            _("Returns"),
            "customer-returns",
            lambda customer, user: ReturnOrder.objects.visible_to(user).filter(customer=customer),
            reads_returns,
            order=42,
        ),
    )
    for kind, path in (("order", "order"), ("delivery", "pk")):
        registry.register_tab(
            kind,
            registry.Tab("returns", _("Returns"), f"{kind}-returns", partial(_of, path), reads_returns, order=47),
        )
    approvals.register(RETURN)
    register_evidence(ReturnOrder, reserved=papers_of_return)
    registry.register_lookup(
        "returnable-line",
        returnable_lines,
        label=returnable_label,
        note=returnable_note,
        search_fields=("product__code", "product__name", "note__number"),
        narrow=lambda rows, params: rows.filter(note__customer=params["customer"]) if "customer" in params else rows,
        parents={"customer": Customer},
    )
    registry.register_home_card(
        "returns-to-go-to",
        _("Returns to go to"),
        lambda user: may_at_all(user, "return", "C"),
        lambda user: ReturnOrder.objects.visible_to(user).filter(status=ReturnOrder.Status.NOTIFIED),
        f"return-list?status={ReturnOrder.Status.NOTIFIED}",
        icon="truck-return",
        tone="warn",
        order=36,
    )
    _register_work()


def _register_work():
    """What the return store, quality and finance find on their first page."""
    registry.register_home_card(
        "returns-to-count",
        _("Returned goods to count"),
        lambda user: user.has_role(Role.WH),
        lambda user: ReturnOrder.objects.visible_to(user).filter(status=ReturnOrder.Status.PERMITTED),
        f"return-list?status={ReturnOrder.Status.PERMITTED}",
        icon="packages",
        tone="warn",
    )
    registry.register_home_card(
        "returns-to-credit",
        _("Returns to credit"),
        lambda user: may_at_all(user, "return", "credit"),
        lambda user: ReturnOrder.objects.visible_to(user).filter(status=ReturnOrder.Status.RECEIVED),
        f"return-list?status={ReturnOrder.Status.RECEIVED}",
        icon="receipt-refund",
        tone="warn",
        order=16,
    )
