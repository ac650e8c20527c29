from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from orders.inspection.states import InspectionStatus
from orders.production.states import ProductionStatus

if TYPE_CHECKING:
    from collections.abc import Iterable


def goods_problem(production: str, inspection: str, later: Iterable[str]) -> str:
    """Why an action cannot be verified yet: the goods it is about are still being reworked or wait for inspection (QC-03).

    ``production`` and ``inspection`` are the statuses of what failed, ``later`` those of the inspections since then.
    """
    if production == ProductionStatus.REWORK and inspection != InspectionStatus.CLOSED:
        return _("The rework is not finished; an action is verified on the finished goods.")
    if InspectionStatus.PENDING in later:
        return _("The reworked goods wait for their inspection; an action is verified by its result.")
    return ""


def closing_problems(action: str, verification: str) -> list[str]:
    """A nonconformity closes only with action and verification (QC-03, 000 四(二)3)."""
    problems = []
    if not action.strip():
        problems.append(_("The corrective action is missing."))
    if not verification.strip():
        problems.append(_("The verification is missing."))
    return problems
