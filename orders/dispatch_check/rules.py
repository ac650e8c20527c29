"""What the check before the dispatch must have found: a pure rule (DLV-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from orders.dispatch_check.states import CheckResult

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal


def open_checks(lines: Iterable[tuple]) -> list[str]:
    """Why the goods may not be dispatched yet: plan lines not checked, differences about which nothing was agreed.

    DLV-04 (004 §4.3.5): item by item against the plan release form. ``lines`` are ``(label, quantity on the note, quantity
    checked or None, result, resolution)`` of each plan line; what was checked at another quantity is not checked.
    """
    rows = list(lines)
    unchecked = [label for label, quantity, checked, _result, _resolution in rows if not _is_checked(quantity, checked)]
    problems = []
    if unchecked:
        problems.append(
            _("%(n)d of %(all)d lines of the plan release form are not checked: %(lines)s.")
            % {"n": len(unchecked), "all": len(rows), "lines": "、".join(unchecked)}
        )
    for label, quantity, checked, result, resolution in rows:
        if _is_checked(quantity, checked) and result == CheckResult.DIFFERENCE and not resolution.strip():
            problems.append(
                _("%(line)s differs from the plan release form, and nothing was agreed about it.") % {"line": label}
            )
    return problems


def _is_checked(quantity: Decimal, checked: Decimal | None) -> bool:
    return checked == quantity
