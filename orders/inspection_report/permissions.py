from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.inspection.permissions import can_inspect
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from typing import Any

    from orders.inspection.models import Inspection
    from salesmgmt.core.models import User


@because(_("Check points are kept by the quality department."))
def can_write_points(user: User, point: Any = None) -> bool:
    return may_at_all(user, "check_point", "U")


@because(_("What was measured is entered by the quality department, until the inspection is decided."))
def can_measure(user: User, inspection: Inspection) -> bool:
    return bool(can_inspect(user, inspection))


def reads_points(user: User, document: Any = None) -> bool:
    return may_at_all(user, "check_point", "R")
