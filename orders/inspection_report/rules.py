"""Whether what was found is as required, and whether an inspection may be decided: pure rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from orders.inspection_report.states import CheckPointKind

if TYPE_CHECKING:
    from decimal import Decimal


def is_within(lower: Decimal | None, upper: Decimal | None, lowest: Decimal, highest: Decimal) -> bool:
    """Every piece lies within the limits, the limits themselves included."""
    return (lower is None or lowest >= lower) and (upper is None or highest <= upper)


def limits_problem(kind: str, lower: Decimal | None, upper: Decimal | None) -> str:
    """A measured point has a limit; one that is looked at has none."""
    if kind == CheckPointKind.CHOICE:
        return _("What is looked at has no limits.") if (lower, upper) != (None, None) else ""
    if lower is None and upper is None:
        return _("Enter the lower or the upper limit, or both.")
    if lower is not None and upper is not None and lower > upper:
        return _("The lower limit is above the upper one.")
    return ""


def measuring_problems(missing: list[str], failed: list[str], *, all_passed: bool) -> list[str]:
    """Nothing is decided while a check point is empty, and what does not conform does not pass as a whole (QC-01)."""
    problems = []
    if missing:
        problems.append(_("Not measured yet: %(points)s.") % {"points": "、".join(missing)})
    if failed and all_passed:
        problems.append(
            _("Not as required: %(points)s. Not all of the quantity passes.") % {"points": "、".join(failed)}
        )
    return problems
