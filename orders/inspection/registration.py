"""What inspections tell core."""

from django.utils.translation import gettext_lazy as _

from orders.inspection.models import Inspection
from orders.inspection.result import offer_for_inspection
from salesmgmt.core import registry
from salesmgmt.core.permissions import Role, may_at_all


def register():
    registry.register_document(Inspection, "INS", _("Inspection"), _("Inspections"), "microscope", "inspection-list")
    registry.register_bar("inspection-list", Role.QA, order=10)
    registry.register_menu(
        "orders",
        _("Inspections"),
        "inspection-list",
        "microscope",
        can=lambda user: may_at_all(user, "inspection", "R"),
        order=50,
    )
    registry.register_command("production", "finished", "inspection", offer_for_inspection)
    registry.register_command("production", "stopped", "inspection", offer_for_inspection)
    registry.register_home_card(
        "inspections-pending",
        _("To be inspected"),
        lambda user: user.has_role(Role.QA),
        lambda user: Inspection.objects.visible_to(user).filter(status=Inspection.Status.PENDING),
        f"inspection-list?status={Inspection.Status.PENDING}",
        icon="microscope",
        tone="warn",
    )
