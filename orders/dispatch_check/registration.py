"""What the check before the dispatch tells core, and the delivery note to its left."""

from django.utils.translation import gettext_lazy as _

from orders.dispatch_check.checking import check_dispatch, checks_shown, dispatch_problems
from orders.dispatch_check.forms import DispatchCheckForm
from orders.dispatch_check.permissions import can_check_dispatch
from salesmgmt.core import registry
from salesmgmt.core.web.detail import Action


def register():
    registry.register_fact("delivery", "dispatch_problems", dispatch_problems)
    registry.register_section(
        "delivery", registry.Section("dispatch-check", "orders/dispatch_check/_checks.html", checks_shown, order=10)
    )
    registry.register_action(
        "delivery",
        Action(
            "check",
            _("Check against the plan"),
            can_check_dispatch,
            check_dispatch,
            form=DispatchCheckForm,
            icon="list-check",
            style="success",
            order=10,
        ),
    )
