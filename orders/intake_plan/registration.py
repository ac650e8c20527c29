"""What order-intake plans tell core."""

from django.utils.translation import gettext_lazy as _

from orders.intake_plan.models import IntakePlan
from orders.intake_plan.permissions import can_report_intake
from salesmgmt.core import registry
from salesmgmt.core.permissions import Role, may_at_all


def reads_intake(user, document=None):
    return may_at_all(user, "intake_plan", "R")


def register():
    registry.register_document(
        IntakePlan, "ITK", _("Order-intake plan"), _("Order-intake plans"), "file-plus", "intake-plan-list"
    )
    registry.register_menu(
        "orders", _("Order-intake plans"), "intake-plan-list", "file-plus", can=reads_intake, order=26
    )
    registry.register_menu(
        "orders",
        _("Intake of the month"),
        "intake-month",
        "calendar-month",
        can=lambda user: user.has_role(Role.PLN, Role.DIR, Role.GM),
        order=27,
    )
    registry.register_tab(
        "customer",
        registry.Tab(
            "intake-plans",
            _("Order-intake plans"),
            "customer-intake-plans",
            lambda customer, user: IntakePlan.objects.visible_to(user).filter(customer=customer),
            lambda user, customer: reads_intake(user),
            icon="file-plus",
            order=42,
        ),
    )
    registry.register_shortcut(
        "customer",
        registry.Shortcut(
            "intake-plan",
            _("Report an order-intake plan"),
            "intake-plan-create",
            can=can_report_intake,
            icon="file-plus",
            order=60,
        ),
    )
    registry.register_home_card(
        "intake-reported",
        _("Order-intake plans to consolidate"),
        lambda user: user.has_role(Role.PLN),
        lambda user: IntakePlan.objects.visible_to(user).filter(status=IntakePlan.Status.REPORTED),
        f"intake-plan-list?status={IntakePlan.Status.REPORTED}",
        icon="file-plus",
        tone="info",
    )
