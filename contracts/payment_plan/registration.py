"""What the payment plan tells core about itself."""

from django.utils.translation import gettext_lazy as _

from contracts.payment_plan.permissions import can_plan_payments
from contracts.payment_plan.planning import begin_plan, rows_of, why_plan_exceeds
from salesmgmt.core import registry
from salesmgmt.core.money import ZERO
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.web.detail import Action


def plan_shown(contract, user):
    """The instalments with what was paid, is due, is late; for those who see prices."""
    plan = getattr(contract, "payment_plan", None)
    if plan is None or not sees_prices(user):
        return None
    plan.contract = contract
    rows = rows_of(plan)
    life = registry.fact("contract", "life", contract)
    return {
        "plan": plan,
        "rows": rows,
        "planned": sum((row.amount for row in rows), ZERO),
        "paid": sum((row.paid for row in rows), ZERO),
        "billed": life["billed"].amount if life else None,
        "exceeds": why_plan_exceeds(contract),
    }


def register():
    registry.register_section(
        "contract", registry.Section("payment-plan", "contracts/payment_plan/_plan.html", plan_shown, order=40)
    )
    registry.register_action(
        "contract",
        Action(
            "payment-plan",
            _("Payment plan"),
            can_plan_payments,
            begin_plan,
            icon="calendar-dollar",
            goto=lambda plan, contract: plan.get_edit_url(),
            order=55,
        ),
    )
