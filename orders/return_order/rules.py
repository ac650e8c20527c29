"""What a return must satisfy: pure rules (RET-02 to RET-05)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from orders.return_order.states import ReasonKind, ReturnCategory
from salesmgmt.core.money import ZERO, cents, plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

NONE = Decimal(0)


def arrival_problem(notified_at: dt.datetime, arrived_at: dt.datetime, now: dt.datetime) -> str:
    """Why we cannot have come at this time; "" where we can. Coming late is recorded, not refused (RET-02)."""
    if arrived_at > now:
        return _("The arrival cannot lie in the future.")
    if arrived_at < notified_at.replace(second=0, microsecond=0):
        return _("Nobody arrives before the customer gave notice.")
    return ""


def reason_problem(kind: str, informant: str, text: str, has_file: bool) -> str:
    """Why the return cannot go on with this reason; "" where it can.

    RET-03 (004 §6.2.1): in writing with the customer's paper, or, where he is unwilling, as told, with the record of it
    and the name of who told it.
    """
    if kind == ReasonKind.WRITTEN and not has_file:
        return _("Attach the customer's written reason, or record what was told.")
    if kind == ReasonKind.ORAL and not text.strip():
        return _("An oral reason needs a record of what was said.")
    if kind == ReasonKind.ORAL and not informant.strip():
        return _("An oral reason needs the name of who gave it.")
    return ""


def list_totals(lines: Iterable) -> tuple[Decimal, Decimal]:
    """(quantity, amount) of ``[(quantity, price)]``: every line rounded to the cent, as it stands on the paper."""
    rows = [(Decimal(quantity), cents(Decimal(quantity) * price)) for quantity, price in lines]
    return sum((row[0] for row in rows), NONE), sum((row[1] for row in rows), ZERO)


def document_problem(listed: tuple, theirs: tuple) -> str:
    """How the customer's own document differs from our list; "" where both agree to the cent.

    RET-05 (004 §6.2.3): items, quantity and total amount are exact. ``(quantity, amount)`` of both.
    """
    problems = []
    if listed[0] != theirs[0]:
        problems.append(
            _("The list says %(ours)s pieces, the customer's document %(theirs)s: a difference of %(difference)s.")
            % {"ours": plain(listed[0]), "theirs": plain(theirs[0]), "difference": plain(abs(listed[0] - theirs[0]))}
        )
    if listed[1] != theirs[1]:
        problems.append(
            _("The list says ¥%(ours)s, the customer's document ¥%(theirs)s: a difference of ¥%(difference)s.")
            % {
                "ours": f"{listed[1]:,.2f}",
                "theirs": f"{theirs[1]:,.2f}",
                "difference": f"{abs(listed[1] - theirs[1]):,.2f}",
            }
        )
    return " ".join(problems)


def returnable(
    category: str, delivered: Decimal, accepted: Decimal, rejected_taken: Decimal, other_taken: Decimal
) -> Decimal:
    """How much of a delivery line can still come back: never more than was delivered less earlier returns (RET-04).

    Goods rejected at delivery (category 1) are those that were not accepted, and beyond them accepted ones; every other
    category gives back what was accepted. ``rejected_taken`` is what returns of category 1 hold, ``other_taken`` what
    all others do.
    """
    left = delivered - rejected_taken - other_taken
    if category != ReturnCategory.REJECTED:
        refused = delivered - accepted
        left = min(left, accepted - other_taken - max(rejected_taken - refused, NONE))
    return max(left, NONE)


def slices(wanted: Decimal, offers: list) -> list:
    """Spread a quantity over ``[(delivery line, still returnable)]`` in their order: the mixed box of a customer, of which
    nobody knows the delivery. ``[(delivery line, quantity)]``; less than wanted where there is not so much."""
    found, left = [], wanted
    for line, most in offers:
        take = min(left, most)
        if take > 0:
            found.append((line, take))
            left -= take
    return found
