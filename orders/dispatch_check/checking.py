"""The check of a draft delivery note against the plan release form, item by item (DLV-04, 004 §4.3.5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.delivery.dispatch import locked_note
from orders.dispatch_check.models import DispatchCheck
from orders.dispatch_check.permissions import can_check_dispatch
from orders.dispatch_check.rules import open_checks
from orders.dispatch_check.states import CheckResult
from orders.plan.models import PlanReleaseLine
from salesmgmt.core import audit
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import require

if TYPE_CHECKING:
    from orders.delivery.models import DeliveryNote, DeliveryNoteLine
    from salesmgmt.core.models import User


@dataclass(frozen=True)
class PlannedLine:
    """A line of the note beside the plan line it follows, and what the check found of it."""

    line: DeliveryNoteLine
    plan_line: PlanReleaseLine
    check: DispatchCheck | None

    @property
    def is_checked(self) -> bool:
        """Checked at the quantity that stands on the note now."""
        return self.check is not None and self.check.quantity == self.line.quantity


def planned_lines(note: DeliveryNote) -> list[PlannedLine]:
    """The lines of the note that stand on a released plan, in the order of the plan; three queries."""
    lines = {line.order_line_id: line for line in note.lines.select_related("product", "order_line")}
    planned = PlanReleaseLine.objects.filter(order_line__in=list(lines), is_active=True).select_related("plan")
    checks = {check.plan_line_id: check for check in note.dispatch_checks.select_related("checked_by")}
    return [PlannedLine(lines[each.order_line_id], each, checks.get(each.pk)) for each in planned.order_by("pk")]


def dispatch_problems(note: DeliveryNote) -> list[str]:
    """What of the check is still open, in words (DLV-04): asked when the note is issued."""
    return open_checks(
        (
            str(row.line.product),
            row.line.quantity,
            row.check.quantity if row.check else None,
            row.check.result if row.check else "",
            row.check.resolution if row.check else "",
        )
        for row in planned_lines(note)
    )


@transaction.atomic
def check_dispatch(pk: int, user: User, found: dict) -> DeliveryNote:
    """Store what the rep found: ``found`` is ``{plan line pk: (result, difference, resolution)}`` (DLV-04).

    A line that is not named keeps what was found of it before. Raises BusinessError for a difference without words.
    """
    note = locked_note(pk)
    require(can_check_dispatch(user, note))
    said = []
    for row in planned_lines(note):
        if row.plan_line.pk in found:
            said.append(_store(note, row, user, *found[row.plan_line.pk]))
    if not said:
        raise BusinessError(_("Say of at least one line what was found."))
    audit.record(note, user, gettext_noop("Checked against the plan release form"), comment="；".join(said))
    return note


def _store(note: DeliveryNote, row: PlannedLine, user: User, result: str, difference: str, resolution: str) -> str:
    """Write what was found of one line; returns it in words."""
    differs = result == CheckResult.DIFFERENCE
    if differs and not difference.strip():
        raise BusinessError(_("%(line)s: describe the difference.") % {"line": row.line.product})
    words = [difference.strip(), resolution.strip()] if differs else ["", ""]
    values = {
        "quantity": row.line.quantity,
        "result": result,
        "difference": words[0],
        "resolution": words[1],
        "checked_by": user,
        "checked_at": timezone.now(),
    }
    DispatchCheck.objects.update_or_create(note=note, plan_line=row.plan_line, defaults=values)
    return " ".join(word for word in [str(row.line.product), str(CheckResult(result).label), *words] if word)


def checks_shown(note: DeliveryNote, user: User) -> dict | None:
    """The card on the page of a note; none where nothing of it is on a plan."""
    rows = planned_lines(note)
    return {"rows": rows, "open": sum(not row.is_checked for row in rows)} if rows else None
