"""What the hand-over of delivered goods must satisfy: pure rules (DLV-02, DLV-05)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from salesmgmt.core.calendar import day_of

if TYPE_CHECKING:
    import datetime as dt


def formalities_problem(delivered_at: dt.datetime, done_at: dt.datetime, reason: str, same_day: bool) -> str:
    """Why the hand-over formalities may not be completed as entered; "" where they may.

    DLV-05 (004 §4.3.6): at once; if objectively impossible within SET-14 hours. A later calendar day needs the objective
    reason in writing (SET-14a); being late is recorded, not refused.
    """
    if done_at < delivered_at:
        return _("The formalities cannot be done before the delivery.")
    later_day = day_of(done_at) > day_of(delivered_at)
    if same_day and later_day and not reason.strip():
        return _("“At once” means the same day: give the objective reason of the delay in writing.")
    return ""


def closing_problems(has_receipt: bool, formalities_done: bool, warehouse_copy_returned: bool) -> list:
    """What a signed note still lacks before it is closed (DLV-02, DLV-05, DLV-06)."""
    problems = []
    if not has_receipt:
        problems.append(_("The customer's receipt document has not been brought back."))
    if not formalities_done:
        problems.append(_("The hand-over formalities are not completed."))
    if not warehouse_copy_returned:
        problems.append(_("The signed copy has not been recorded as returned by the warehouse."))
    return problems
