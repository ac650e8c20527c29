"""What the questions of feasibility tell core."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers.opportunity.models import Opportunity
from customers.potential.milestone import milestone_papers
from customers.support.forms import AnswerForm, AskForm
from customers.support.models import SupportRequest
from customers.support.permissions import can_answer, can_ask_support, is_asked_for_support, requests_of
from customers.support.request import answer_support, ask_support
from customers.support.states import DEPARTMENT_ROLES, SupportRequestStatus
from salesmgmt.core.domain.evidence import register_evidence
from salesmgmt.core.permissions import has
from salesmgmt.core.registry import (
    Section,
    register_action,
    register_home_card,
    register_menu,
    register_section,
)
from salesmgmt.core.web.detail import Action
from salesmgmt.core.web.status import register_tones


def register():
    register_tones(
        good=[SupportRequestStatus.FEASIBLE], bad=[SupportRequestStatus.NOT_FEASIBLE], warn=[SupportRequestStatus.ASKED]
    )
    register_menu(
        "customers", _("Feasibility questions"), "support-list", "help-hexagon", has(*DEPARTMENT_ROLES), order=22
    )
    register_home_card(
        "support-waiting",
        _("Feasibility questions to answer"),
        has(*DEPARTMENT_ROLES),
        lambda user: SupportRequest.objects.waiting_for(user),
        f"support-list?status={SupportRequest.Status.ASKED}",
        icon="help-hexagon",
        tone="warn",
        order=20,
    )
    # Beside who works on the opportunity the departments that were asked add drawings and figures.
    register_evidence(Opportunity, reserved=milestone_papers, also=is_asked_for_support)
    _on_the_opportunity()


def _on_the_opportunity():
    register_action(
        "opportunity",
        Action(
            "answer",
            _("Answer"),
            can_answer,
            answer_support,
            form=AnswerForm,
            style="primary",
            icon="message-check",
            goto=lambda result, opportunity: reverse("support-list"),
            order=30,
        ),
    )
    register_action(
        "opportunity",
        Action("ask", _("Ask departments"), can_ask_support, ask_support, form=AskForm, icon="help-hexagon", order=49),
    )
    register_section("opportunity", Section("support", "customers/support/_section.html", asked_about, order=30))


def asked_about(opportunity, user):
    """The questions and answers; no card for a simple project about which nobody was asked."""
    requests = requests_of(opportunity)
    return {"requests": requests} if opportunity.is_complex or requests else None
