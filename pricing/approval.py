"""How quotes, special discounts and price lists are approved."""

from django.utils.translation import gettext_lazy as _

from pricing.domain.costs import margin, with_margins
from pricing.domain.discount_request import refuse_without_reason
from pricing.domain.price_list_release import put_in_force, refuse_unfit, released_fields
from pricing.domain.quote_opportunity import refuse_before_solution
from pricing.domain.quote_papers import issue_quote_paper
from pricing.domain.quote_standing import refuse_incomplete, refuse_without_evaluation, why_not_approved
from pricing.models import PriceList, Quote, QuoteLine, SpecialDiscount, SpecialDiscountLine
from pricing.permissions import can_submit_discount, can_submit_price_list, can_submit_quote
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role, sees_cost
from salesmgmt.core.templatetags.salesmgmt import percent


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


def quote_card(quotes, user):
    """The margin, for those who see cost (SEC-03)."""
    if not sees_cost(user):
        return {}
    lines = QuoteLine.objects.filter(quote__in=quotes)
    return {pk: margin_fact(rows) for pk, rows in _priced(lines, "quote_id", "price").items()}


def discount_card(discounts, user):
    """How far below the list price, and what it leaves over the cost for those who see cost (QUO-04, SEC-03)."""
    lines = SpecialDiscountLine.objects.filter(discount__in=discounts)
    return {
        pk: [(_("Below the list price"), _off_list(rows)), *(margin_fact(rows) if sees_cost(user) else [])]
        for pk, rows in _priced(lines, "discount_id", "requested_price").items()
    }


def _priced(lines, parent, price):
    """``{document pk: lines}``, each line with ``asked`` (the price) and ``unit_cost``: two queries."""
    found = {}
    for line in with_margins(lines, today(), price=price):
        line.asked = getattr(line, price)
        if line.asked is not None:
            found.setdefault(getattr(line, parent), []).append(line)
    return found


def _off_list(rows):
    listed = [row for row in rows if row.list_price]
    total = sum(row.list_price * row.quantity for row in listed)
    if not total:
        return "—"
    return percent(1 - sum(row.asked * row.quantity for row in listed) / total)


def margin_fact(rows):
    """One margin of all lines; unknown where a product has no cost (PRC-01)."""
    if not rows or any(row.unit_cost is None for row in rows):
        return [(_("Margin"), "—")]
    found = margin(sum(row.asked * row.quantity for row in rows), sum(row.unit_cost * row.quantity for row in rows))
    return [(_("Margin"), f"{found.percent}%" if found.percent is not None else "—")]


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
    card=quote_card,
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
    card=discount_card,
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
