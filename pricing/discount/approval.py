from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from pricing.cost.card_figures import margin_fact, off_list, priced_lines
from pricing.discount.models import SpecialDiscount, SpecialDiscountLine
from pricing.discount.permissions import can_submit_discount
from pricing.discount.request import refuse_without_reason
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.permissions import Role, sees_cost

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import ApprovalRound, User


def discount_card(discounts: Any, user: User) -> Any:
    """How far below the list price, and what it leaves over the cost for those who see cost (QUO-04, SEC-03)."""
    lines = SpecialDiscountLine.objects.filter(discount__in=discounts)
    return {
        pk: [(_("Below the list price"), off_list(rows)), *(margin_fact(rows) if sees_cost(user) else [])]
        for pk, rows in priced_lines(lines, "discount_id", "requested_price").items()
    }


def steps_for_discount(discount: SpecialDiscount, policy: Any) -> list[Step]:
    """The manager endorses and the director approves; with SET-29 = manager the endorsement suffices (QUO-05, CF-04)."""
    steps = [Step(1, Role.MGR, _("Sales manager"), SpecialDiscount.Status.SUBMITTED)]
    if policy.special_discount_chain == "manager_director":
        steps.append(Step(2, Role.DIR, _("Sales director"), SpecialDiscount.Status.MANAGER_ENDORSED))
    return steps


def tell_quote_author(discount: SpecialDiscount, round_: ApprovalRound, user: User) -> None:
    quote = discount.quote
    notify(
        {quote.created_by, quote.customer.owner} - {round_.applicant},
        lambda: (
            _("Special discount %(number)s of %(quote)s: %(status)s")
            % {"number": discount.number, "quote": quote.number, "status": discount.get_status_display()}
        ),
        url=quote.get_absolute_url(),
    )


DISCOUNT = Approval(
    model=SpecialDiscount,
    steps_for=steps_for_discount,
    approved=SpecialDiscount.Status.APPROVED,
    rejected=SpecialDiscount.Status.REJECTED,
    returned=SpecialDiscount.Status.DRAFT,
    withdrawn=SpecialDiscount.Status.DRAFT,
    can_submit=can_submit_discount,
    check_submit=refuse_without_reason,
    on_approved=tell_quote_author,
    on_rejected=tell_quote_author,
    made_of=lambda discount: [discount.quote],
    card=discount_card,
    title=lambda discount: discount.title,
)
