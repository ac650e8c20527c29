"""The approval of this app's documents."""

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from customers.domain.evaluation_outcome import on_approved, on_submitted, snapshot
from customers.domain.evaluations import check_submission
from customers.domain.strategy import approved_fields, check_strategy
from customers.models import Campaign, CustomerEvaluation, StrategyProposal
from customers.permissions.care import can_submit_campaign
from customers.permissions.evaluation import can_submit_evaluation
from customers.permissions.research import can_submit_strategy
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.permissions import Role


def steps_for_evaluation(evaluation, policy):
    """The department head reviews, then the company decides: the general manager, or whom SET-07 names (RAT-05)."""
    company = Role.GM if policy.evaluation_approver == "gm" else Role.DIR
    return [
        Step(1, Role.MGR, _("Review by the department head"), CustomerEvaluation.Status.SUBMITTED),
        Step(2, company, _("Evaluation by the company"), CustomerEvaluation.Status.DEPT_REVIEWED),
    ]


def evaluation_card(evaluations, user):
    """Grade and points, and the grade the customer has until then (RAT-05)."""
    prefetch_related_objects(evaluations, "customer")
    return {
        each.pk: [
            (_("Credit grade"), each.grade or "—"),
            (_("Total points"), each.total if each.total is not None else "—"),
            (_("Grade until now"), each.customer.grade or "—"),
        ]
        for each in evaluations
    }


EVALUATION = Approval(
    model=CustomerEvaluation,
    steps_for=steps_for_evaluation,
    approved=CustomerEvaluation.Status.APPROVED,
    rejected=CustomerEvaluation.Status.REJECTED,
    returned=CustomerEvaluation.Status.DRAFT,
    withdrawn=CustomerEvaluation.Status.DRAFT,
    can_submit=can_submit_evaluation,
    check_submit=check_submission,
    on_submitted=on_submitted,
    on_approved=on_approved,
    snapshot=snapshot,
    card=evaluation_card,
)


def steps_for_strategy(proposal, policy):
    """Director or general manager, never the author (RSH-03, SEC-04)."""
    label = _("Sales director or general manager")
    return [Step(1, Role.DIR, label, StrategyProposal.Status.SUBMITTED, alternate=Role.GM)]


STRATEGY = Approval(
    model=StrategyProposal,
    steps_for=steps_for_strategy,
    approved=StrategyProposal.Status.APPROVED,
    rejected=StrategyProposal.Status.REJECTED,
    returned=StrategyProposal.Status.DRAFT,
    withdrawn=StrategyProposal.Status.DRAFT,
    can_submit=can_submit_strategy,
    check_submit=check_strategy,
    approved_fields=approved_fields,
)


def steps_for_campaign(campaign, policy):
    """The director decides; the general manager where the director planned it or changed it (states.md, SEC-04)."""
    return [Step(1, Role.DIR, _("Sales director"), Campaign.Status.SUBMITTED)]


CAMPAIGN = Approval(
    model=Campaign,
    steps_for=steps_for_campaign,
    approved=Campaign.Status.APPROVED,
    rejected=Campaign.Status.PLANNED,
    returned=Campaign.Status.PLANNED,
    withdrawn=Campaign.Status.PLANNED,
    can_submit=can_submit_campaign,
    amount=lambda campaign: campaign.budget,
)
