"""What the customer evaluation tells core."""

from django.utils.translation import gettext_lazy as _

from customers.approval import EVALUATION
from customers.models import Customer, CustomerEvaluation
from customers.permissions.scheme import can_read_scheme
from customers.registration.shared import reads
from salesmgmt.core.domain import approvals
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.registry import (
    Tab,
    register_document,
    register_home_card,
    register_lookup,
    register_menu,
    register_tab,
)


def register():
    register_document(
        CustomerEvaluation, "EVA", _("Customer evaluation"), _("Customer evaluations"), "clipboard-check",
        "evaluation-list", search=False,
    )  # fmt: skip
    register_menu(
        "customers", _("Customer evaluations"), "evaluation-list", "clipboard-check", reads("evaluation"), order=40
    )
    register_menu("customers", _("Evaluation scheme"), "evaluation-scheme-list", "table", can_read_scheme, order=45)
    register_tab("customer", Tab(
        "evaluations", _("Evaluations"), "customer-evaluations", icon="clipboard-check", order=20,
        count=lambda customer, user: customer.evaluations.visible_to(user).count(),
        can=lambda user, customer: may_at_all(user, "evaluation", "R"),
    ))  # fmt: skip
    register_home_card(
        "evaluations-open", _("Evaluations in progress"), reads("evaluation"),
        lambda user: CustomerEvaluation.objects.visible_to(user).open(),
        "evaluation-list?status=draft&status=submitted&status=dept_reviewed&status=rejected",
        icon="clipboard-check", tone="info", order=25,
    )  # fmt: skip
    register_lookup(
        "customer-to-evaluate",
        lambda user: Customer.objects.within(user, "U").filter(owner=user),
        label=lambda customer: customer.name,
        note=lambda customer: customer.get_status_display(),
    )  # fmt: skip
    approvals.register(EVALUATION)
