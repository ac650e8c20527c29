"""How quotes, special discounts and price lists are approved."""

from django.utils.translation import gettext_lazy as _

from pricing.domain.discount_request import refuse_without_reason
from pricing.domain.price_list_release import put_in_force, refuse_unfit, released_fields
from pricing.domain.quote_opportunity import refuse_before_solution
from pricing.domain.quote_papers import issue_quote_paper
from pricing.domain.quote_standing import refuse_incomplete, refuse_without_evaluation, why_not_approved
from pricing.models import PriceList, Quote, SpecialDiscount
from pricing.permissions import can_submit_discount, can_submit_price_list, can_submit_quote
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role


def steps_for_quote(quote, policy):
    """Every quotation takes effect only after approval by the sales manager (QUO-03, CF-03). A manager's own quote goes
    to the director: the engine never asks an author (SEC-04)."""
    return [Step(1, Role.MGR, _("Sales manager"), Quote.Status.SUBMITTED)]


def check_quote_submit(quote, user):
    refuse_without_evaluation(quote.customer)
    refuse_incomplete(quote)
    refuse_before_solution(quote)


def check_quote_decision(quote, step, user, data):
    """No approval with an open or missing special discount (QUO-05), nor for a customer who lost his standing
    (QUO-08)."""
    refuse_without_evaluation(quote.customer)
    reason = why_not_approved(quote)
    if reason:
        raise BusinessError(reason)


def on_quote_approved(quote, round_, user):
    issue_quote_paper(quote, user)


QUOTE = Approval(
    model=Quote,
    steps_for=steps_for_quote,
    approved=Quote.Status.APPROVED,
    rejected=Quote.Status.REJECTED,
    returned=Quote.Status.DRAFT,
    withdrawn=Quote.Status.DRAFT,
    can_submit=can_submit_quote,
    check_submit=check_quote_submit,
    check_decision=check_quote_decision,
    on_approved=on_quote_approved,
    title=lambda quote: " ".join(filter(None, [quote.customer.name, quote.title])),
)


def steps_for_discount(discount, policy):
    """The manager endorses and the director approves; with SET-29 = manager the endorsement suffices (QUO-05, CF-04)."""
    steps = [Step(1, Role.MGR, _("Sales manager"), SpecialDiscount.Status.SUBMITTED)]
    if policy.special_discount_chain == "manager_director":
        steps.append(Step(2, Role.DIR, _("Sales director"), SpecialDiscount.Status.MANAGER_ENDORSED))
    return steps


def tell_quote_author(discount, round_, user):
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
    title=lambda discount: discount.title,
)


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
