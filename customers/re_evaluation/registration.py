"""What the quarterly re-evaluation tells core (RAT-06)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers.customer.models import Customer
from customers.evaluation.permissions import can_copy_evaluation
from customers.evaluation.standing import review_outdated
from customers.re_evaluation.clock import close_round, open_round
from customers.re_evaluation.quarter import copy_last_answers, missing_in
from salesmgmt.core.calendar import quarter_of, today
from salesmgmt.core.permissions import may_at_all, reads
from salesmgmt.core.registry import (
    register_action,
    register_home_card,
    register_menu,
    register_periodic,
    register_task_kind,
)
from salesmgmt.core.web.detail import Action


def register():
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
        in_batches=True,
    )
    register_periodic(
        "reevaluation-overdue",
        _("A quarter has ended: re-evaluations overdue"),
        "5 0 1 1,4,7,10 *",
        close_round,
        rules="RAT-06, RAT-10",
        every_slot=True,
        in_batches=True,
    )


def _to_edit(evaluation, customer):
    return reverse("evaluation-edit", args=[evaluation.pk])
