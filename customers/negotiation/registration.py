"""What negotiations tell core: all of it stands on the opportunity's page."""

from django.utils.translation import gettext_lazy as _

from customers.negotiation.forms import NegotiationForm
from customers.negotiation.next_step import next_steps
from customers.negotiation.permissions import can_begin_quoting, can_negotiate
from customers.negotiation.quoting import begin_quoting
from customers.negotiation.rounds import negotiate, opening_terms, rounds_of, topic_rows, win_opportunity
from customers.negotiation.tables import NegotiationTable
from customers.opportunity.permissions import can_work_opportunity
from customers.opportunity.states import OpportunityStatus
from salesmgmt.core.registry import Section, register_action, register_fact, register_section
from salesmgmt.core.web.detail import Action


def register():
    register_fact("opportunity", "next_steps", next_steps)
    register_section("opportunity", Section("talks", "customers/negotiation/_section.html", talks_of, order=40))
    register_section(
        "opportunity", Section("rounds", "customers/negotiation/_rounds.html", round_table, wide=True, order=41)
    )
    _buttons()


def _buttons():
    register_action(
        "opportunity",
        Action(
            "quoting",
            _("Start quoting"),
            can_begin_quoting,
            begin_quoting,
            to=OpportunityStatus.QUOTING,
            style="success",
            icon="circle-check",
            order=21,
        ),
    )
    register_action(
        "opportunity",
        Action(
            "negotiate",
            _("Record a negotiation"),
            can_negotiate,
            negotiate,
            form=NegotiationForm,
            style="primary",
            icon="messages",
            initial=agreed_so_far,
            order=40,
        ),
    )
    register_action(
        "opportunity",
        Action(
            "win",
            _("Mark as agreed"),
            can_work_opportunity,
            win_opportunity,
            form=NegotiationForm,
            to=OpportunityStatus.WON,
            style="success",
            icon="heart-handshake",
            initial=agreed_so_far,
            help_text=_("All five topics are needed; the contract takes them over."),
            order=41,
        ),
    )


def agreed_so_far(user, opportunity):
    return opening_terms(opportunity)


def talks_of(opportunity, user):
    """The last round; no card before the customer has a quote."""
    rounds = rounds_of(opportunity)
    if not rounds and opportunity.status not in (OpportunityStatus.QUOTED, OpportunityStatus.NEGOTIATION):
        return None
    last = rounds[0] if rounds else None
    return {"last_round": last, "topics": topic_rows(last) if last else []}


def round_table(opportunity, user):
    """All rounds, where there is more than the last."""
    rounds = rounds_of(opportunity)
    return {"table": NegotiationTable(rounds, user=user)} if len(rounds) > 1 else None
