"""What the customer evaluation tells core."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers.customer.models import Customer
from customers.evaluation.approval import EVALUATION
from customers.evaluation.entry import start_evaluation
from customers.evaluation.models import CustomerEvaluation
from customers.evaluation.permissions import can_edit_evaluation, can_start_evaluation
from customers.evaluation.scheme_compare import comparison_context
from customers.evaluation.standing import grades_of, review_outdated, standing_of, with_grade_and_line
from customers.identity.lookup import search_customers
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.permissions import may_at_all, reads
from salesmgmt.core.registry import (
    Tab,
    register_action,
    register_document,
    register_fact,
    register_home_card,
    register_lookup,
    register_menu,
    register_tab,
)
from salesmgmt.core.web.detail import Action


def is_used(scheme):
    """Was anybody evaluated by this version of the scheme (RAT-09)?"""
    return CustomerEvaluation.objects.filter(scheme=scheme).exists()


def register():
    register_document(
        CustomerEvaluation,
        "EVA",
        _("Customer evaluation"),
        _("Customer evaluations"),
        "clipboard-check",
        "evaluation-list",
        search=False,
    )
    register_menu(
        "customers", _("Customer evaluations"), "evaluation-list", "clipboard-check", reads("evaluation"), order=40
    )
    register_tab(
        "customer",
        Tab(
            "evaluations",
            _("Evaluations"),
            "customer-evaluations",
            icon="clipboard-check",
            order=20,
            count=lambda customer, user: customer.evaluations.visible_to(user),
            can=lambda user, customer: may_at_all(user, "evaluation", "R"),
        ),
    )
    register_home_card(
        "evaluations-open",
        _("Evaluations in progress"),
        reads("evaluation"),
        lambda user: CustomerEvaluation.objects.visible_to(user).open(),
        f"evaluation-list?status={CustomerEvaluation.Status.DRAFT}&status={CustomerEvaluation.Status.SUBMITTED}&status={CustomerEvaluation.Status.DEPT_REVIEWED}&status={CustomerEvaluation.Status.REJECTED}",
        icon="clipboard-check",
        tone="info",
        order=25,
    )
    register_lookup(
        "customer-to-evaluate",
        lambda user: Customer.objects.within(user, "U").live().filter(owner=user),
        label=lambda customer: customer.name,
        note=lambda customer: customer.get_status_display(),
        search=search_customers,
    )
    approvals.register(EVALUATION)
    register_draft(CustomerEvaluation, can_edit_evaluation)
    register_fact("evaluation_scheme", "is_used", is_used)
    register_fact("evaluation_scheme", "comparison", comparison_context)
    _customer_page()


def _customer_page():
    """What the customer's page and list ask of the evaluation, and the buttons that begin one."""
    register_fact("customer", "standing", standing_of)
    register_fact("customer", "grades", grades_of)
    register_fact("customer", "with_warning_line", with_grade_and_line)
    register_fact("customer", "review_outdated", review_outdated)
    register_action(
        "customer",
        Action(
            "evaluate",
            _("Evaluate"),
            can_start_evaluation,
            start_evaluation,
            style="primary",
            icon="clipboard-check",
            goto=_to_edit,
            order=10,
        ),
    )


def _to_edit(evaluation, customer):
    return reverse("evaluation-edit", args=[evaluation.pk])
