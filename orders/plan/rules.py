from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from salesmgmt.core.calendar import is_late

if TYPE_CHECKING:
    import datetime as dt


def oral_notice_state(form_due_at: dt.datetime | None, released_at: dt.datetime | None, now: dt.datetime) -> str:
    """The 24-hour clock of an oral notice: "", "running", "met" or "late". The deadline is met at the exact minute.

    PRD-02 (004 §4.3.2): in special cases departments are told orally first; the form follows within SET-13 hours.
    """
    if form_due_at is None:
        return ""
    if is_late(form_due_at, released_at or now):
        return "late"
    return "met" if released_at else "running"


def plan_problems(lines: list, already_active: list) -> list:
    """What keeps a plan from being submitted: content must be rigorous, accurate, unique (PRD-03, 004 §4.3.3), and name
    quantity, schedule and quality requirement of every line (PRD-08, 000 四(二)1).

    ``lines`` are ``(label, quantity, ordered quantity, due date, quality requirement)``; ``already_active`` the labels of
    order lines that another released plan covers.
    """
    problems = []
    if not lines:
        problems.append(_("The form has no line."))
    for label, quantity, ordered, due_date, quality in lines:
        if quantity > ordered:
            problems.append(
                _("%(line)s: %(quantity)s is more than the %(ordered)s ordered.")
                % {"line": label, "quantity": f"{quantity.normalize():f}", "ordered": f"{ordered.normalize():f}"}
            )
        if due_date is None:
            problems.append(_("%(line)s: the due date is missing.") % {"line": label})
        if not quality.strip():
            problems.append(_("%(line)s: the quality requirement is missing.") % {"line": label})
    for label in already_active:
        problems.append(
            _("%(line)s is already covered by a released plan. The form is the only instruction.") % {"line": label}
        )
    return problems
