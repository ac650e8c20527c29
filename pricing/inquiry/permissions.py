from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from pricing.inquiry.states import InquiryStatus
from pricing.quote.permissions import can_quote_for
from salesmgmt.core.permissions import may, may_at_all
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from customers.customer.models import Customer
    from pricing.inquiry.models import Inquiry
    from salesmgmt.core.models import User


def can_read_inquiries(user: User) -> bool:
    return may_at_all(user, "inquiry", "R")


@because(_("An inquiry is entered by the sales representative in charge of the customer or the manager of his region."))
def can_enter_inquiry(user: User, customer: Customer) -> bool:
    return may(user, "inquiry", "C", owner=customer.owner)


@because(
    _("An inquiry is answered by the sales representative in charge of the customer or the manager of his region.")
)
def can_answer_inquiry(user: User, inquiry: Inquiry) -> bool:
    return may(user, "inquiry", "U", owner=inquiry.responsible, document=inquiry)


@because(_("An inquiry is quoted once, by those who quote to the customer."))
def can_quote_inquiry(user: User, inquiry: Inquiry) -> bool:
    """From the inquiry to the quote in one step, by whoever quotes to the customer."""
    return (
        inquiry.quote_id is None
        and inquiry.status in (InquiryStatus.OPEN, InquiryStatus.ANSWERED)
        and can_quote_for(user, inquiry.customer)
    )
