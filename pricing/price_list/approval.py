from django.utils.translation import gettext_lazy as _

from pricing.price_list.models import PriceList
from pricing.price_list.permissions import can_submit_price_list
from pricing.price_list.release import put_in_force, refuse_unfit, released_fields
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.permissions import Role


def steps_for_price_list(price_list, policy):
    """Whom SET-54a names decides on prices; what he wrote or changed himself his superior decides on (PRC-08, SEC-04)."""
    if policy.price_adjustment_approver == "gm":
        return [Step(1, Role.GM, _("General manager"), PriceList.Status.SUBMITTED)]
    return [Step(1, Role.MGR, _("Sales manager"), PriceList.Status.SUBMITTED)]


def check_price_list_submit(price_list, user):
    refuse_unfit(price_list)


def check_price_list_decision(price_list, step, user, data):
    """Its day may have passed, or been taken by another list, while it waited."""
    refuse_unfit(price_list)


PRICE_LIST = Approval(
    model=PriceList,
    steps_for=steps_for_price_list,
    approved=PriceList.Status.SCHEDULED,
    rejected=PriceList.Status.DRAFT,
    returned=PriceList.Status.DRAFT,
    withdrawn=PriceList.Status.DRAFT,
    can_submit=can_submit_price_list,
    check_submit=check_price_list_submit,
    check_decision=check_price_list_decision,
    approved_fields=released_fields,
    on_approved=put_in_force,
    title=lambda price_list: f"{price_list} · {price_list.valid_from:%Y-%m-%d}",
)
