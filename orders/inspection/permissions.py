from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.inspection.states import InspectionStatus
from salesmgmt.core.domain.approvals.alone import decides_alone
from salesmgmt.core.permissions import Role, may
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from orders.inspection.models import Inspection
    from salesmgmt.core.models import User


@because(_("A pending inspection is decided by quality, and by nobody who offered the goods himself."))
def can_inspect(user: User, inspection: Inspection) -> bool:
    """The quality department; never the one who offered the goods (QC-02, SEC-04)."""
    return inspection.status == InspectionStatus.PENDING and _decides_on_quality(user, inspection)


@because(
    _("Failed goods are let pass by a second person of quality, and by nobody who was concerned with them before.")
)
def can_close_inspection(user: User, inspection: Inspection) -> bool:
    """Letting failed goods pass takes a second person of quality; where there is none, his superior (QC-03, SEC-04)."""
    return inspection.status == InspectionStatus.FAILED and _decides_on_quality(user, inspection)


def _decides_on_quality(user: User, inspection: Inspection) -> bool:
    return decides_alone(user, inspection, Role.QA, may(user, "inspection", "A", document=inspection))
