from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.refund.states import RefundStatus
from salesmgmt.core.permissions import may, may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from typing import Any

    from orders.invoice.models import Invoice
    from orders.payment.models import Payment
    from orders.refund.models import Refund
    from salesmgmt.core.models import User


@because(right_of("refund", "R"))
def reads_refunds(user: User) -> bool:
    return may_at_all(user, "refund", "R")


@because(_("A refund is proposed by finance."))
def can_propose_refund(user: User) -> bool:
    return may_at_all(user, "refund", "C")


def may_refund_payment(user: User, payment: Payment) -> bool:
    """The button: confirmed money that is free."""
    return payment.unallocated > 0 and can_propose_refund(user)


def may_refund_credit(user: User, invoice: Invoice) -> bool:
    """The button: a posted credit note of which something is left."""
    return invoice.is_credit and invoice.is_live and invoice.open_amount < 0 and can_propose_refund(user)


@because(_("A refund is edited by finance, until it is submitted."))
def can_edit_refund(user: User, refund: Refund) -> bool:
    return refund.is_editable and may(user, "refund", "U", owner=refund.customer.owner)


def can_submit_refund(user: User, refund: Refund) -> bool:
    return refund.status == RefundStatus.DRAFT and can_edit_refund(user, refund)


@because(_("Free money is set against invoices by finance."))
def can_settle_free_money(user: User, customer: Any) -> bool:
    """REC-06: whoever allocates payments."""
    return may(user, "payment", "A", owner=customer.owner)
