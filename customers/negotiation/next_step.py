"""What an opportunity waits for, said plainly: the line above its page (OPP-01 to OPP-04)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from customers.needs.survey import why_not_complete
from customers.negotiation.quoting import why_not_quoting
from customers.negotiation.rounds import rounds_of
from customers.opportunity.models import Opportunity


def next_steps(opportunity: Opportunity) -> list[str]:
    """Sentences: what is missing before the next stage, or what to do next; [] for one that is decided."""
    if opportunity.status == Opportunity.Status.NEEDS_ANALYSIS:
        return [
            why_not_complete(getattr(opportunity, "needs_survey", None))
            or _("The needs survey has all answers: mark it complete.")
        ]
    if opportunity.status == Opportunity.Status.SOLUTION:
        return why_not_quoting(opportunity) or [_("Everything is ready: start quoting.")]
    if opportunity.status == Opportunity.Status.QUOTING:
        return why_not_quoting(opportunity) or [_("Write the quote and send it to the customer.")]
    if opportunity.status in (Opportunity.Status.QUOTED, Opportunity.Status.NEGOTIATION):
        rounds = rounds_of(opportunity)
        if not rounds:
            return [_("The customer has the quote. Write down what is negotiated.")]
        missing = rounds[0].missing_topics()
        if missing:
            return [_("Not agreed yet: %(topics)s.") % {"topics": "、".join(map(str, missing))}]
        return [_("All five topics are recorded: mark it agreed.")]
    return []
