"""What the customer evaluation tells core."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers.customer.lookup import search_customers
from customers.customer.menu import reads
from customers.customer.models import Customer
from customers.evaluation.approval import EVALUATION
from customers.evaluation.clock import close_round, open_round
from customers.evaluation.entry import start_evaluation
from customers.evaluation.models import CustomerEvaluation
from customers.evaluation.permissions import can_copy_evaluation, can_edit_evaluation, can_start_evaluation
from customers.evaluation.quarter import copy_last_answers, missing_in
from customers.evaluation.scheme_compare import comparison_context
from customers.evaluation.standing import review_outdated, standing_of, with_grade_and_line
from salesmgmt.core.calendar import quarter_of, today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.registry import (
    Tab,
    register_action,
    register_document,
    register_fact,
    register_home_card,
    register_lookup,
    register_menu,
    register_periodic,
    register_tab,
    register_task_kind,
)
from salesmgmt.core.web.detail import Action


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
    register_fact("evaluation_scheme", "is_used", lambda row: CustomerEvaluation.objects.filter(scheme=row).exists())
    register_fact("evaluation_scheme", "comparison", comparison_context)
    _customer_page()
    _round()


def _customer_page():
    """What the customer's page and list ask of the evaluation, and the buttons that begin one."""
    register_fact("customer", "standing", standing_of)
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
    register_action(
        "customer",
        Action(
            "reevaluate",
            _("Evaluate with the last answers"),
            can_copy_evaluation,
            copy_last_answers,
            icon="copy",
            goto=_to_edit,
            order=10,
        ),
    )


def _to_edit(evaluation, customer):
    return reverse("evaluation-edit", args=[evaluation.pk])


def _round():
    """The quarterly round: menu, cards, to-dos and the clock (RAT-06)."""
    register_menu(
        "customers", _("Quarterly re-evaluation"), "evaluation-round", "clipboard-list", reads("evaluation"), 42
    )
    how = _("This to-do is closed when the re-evaluation is approved.")
    register_task_kind("reevaluation_due", _("Re-evaluation"), "clipboard-list", by_hand=False, how=how)
    register_task_kind("reevaluation_overdue", _("Re-evaluation overdue"), "clipboard-x", by_hand=False, how=how)
    register_home_card(
        "reevaluations-missing",
        _("Re-evaluations of this quarter"),
        lambda user: may_at_all(user, "evaluation", "C"),
        lambda user: missing_in(quarter_of(today()), Customer.objects.visible_to(user).filter(owner=user)),
        "evaluation-round?owner=me&state=not_begun",
        icon="clipboard-list",
        tone="info",
        order=27,
    )
    register_home_card(
        "reviews-outdated",
        _("Credit review outdated"),
        reads("evaluation"),
        lambda user: review_outdated(Customer.objects.visible_to(user)),
        "customer-list?review_outdated=true",
        icon="clipboard-x",
        tone="bad",
        order=28,
    )
    register_periodic(
        "reevaluation-round",
        _("A quarter begins: re-evaluations to do"),
        "10 0 1 1,4,7,10 *",
        open_round,
        rules="RAT-06",
        every_slot=True,
    )
    register_periodic(
        "reevaluation-overdue",
        _("A quarter has ended: re-evaluations overdue"),
        "5 0 1 1,4,7,10 *",
        close_round,
        rules="RAT-06, RAT-10",
        every_slot=True,
    )
