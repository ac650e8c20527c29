from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pricing.cost.card_figures import margin_fact, priced_lines
from pricing.cost.margin import costs_on
from pricing.quote.models import Quote, QuoteLine
from pricing.quote.opportunity import refuse_before_solution
from pricing.quote.papers import issue_quote_paper
from pricing.quote.permissions import can_submit_quote
from pricing.quote.standing import (
    below_cost,
    lines_of,
    refuse_incomplete,
    refuse_without_evaluation,
    why_not_approved,
)
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role, sees_cost

if TYPE_CHECKING:
    from typing import Any

    from pricing.quote.querysets import QuoteQuerySet
    from salesmgmt.core.models import ApprovalRound, ApprovalStep


def steps_for_quote(quote: Quote, policy: Any) -> list[Step]:
    """Every quotation takes effect only after approval by the sales manager (QUO-03, CF-03). A manager's own quote goes
    to the director: the engine never asks an author (SEC-04)."""
    return [Step(1, Role.MGR, gettext_lazy("Sales manager"), Quote.Status.SUBMITTED)]


def check_quote_submit(quote: Quote, user: User) -> None:
    refuse_without_evaluation(quote.customer)
    refuse_incomplete(quote)
    refuse_before_solution(quote)


def check_quote_decision(quote: Quote, step: ApprovalStep, user: User, data: dict) -> None:
    """No approval with an open or missing special discount (QUO-05), nor for a customer who lost his standing
    (QUO-08)."""
    refuse_without_evaluation(quote.customer)
    reason = why_not_approved(quote)
    if reason:
        raise BusinessError(reason)


def on_quote_submitted(quote: Quote, round_: ApprovalRound, user: User) -> None:
    """The alert of a price below cost, to those who decide and may see the cost (PRC-01, SEC-03)."""
    lines = lines_of(quote)
    costs = costs_on({line.product_id for line in lines}, today())
    names = "、".join(line.product.name for line in lines if line.counted and below_cost(line, costs))
    if not names:
        return
    asked = [step.assignee for step in round_.live_steps() if step.assignee and sees_cost(step.assignee)]
    notify(
        [*asked, *User.objects.with_role(Role.DIR)],
        lambda: _("Price below cost: %(quote)s, %(products)s") % {"quote": quote, "products": names},
        url=quote.get_absolute_url(),
    )


def on_quote_approved(quote: Quote, round_: ApprovalRound, user: User) -> None:
    issue_quote_paper(quote, user)


def quote_card(quotes: QuoteQuerySet, user: User) -> dict:
    """The margin, for those who see cost (SEC-03)."""
    if not sees_cost(user):
        return {}
    lines = QuoteLine.objects.filter(quote__in=quotes, counted=True)
    return {pk: margin_fact(rows) for pk, rows in priced_lines(lines, "quote_id", "price").items()}


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
    on_submitted=on_quote_submitted,
    on_approved=on_quote_approved,
    card=quote_card,
    title=lambda quote: " ".join(filter(None, [quote.customer.name, quote.title])),
)
