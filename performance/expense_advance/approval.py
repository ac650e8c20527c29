"""How advances are approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

from performance.expense_advance.giving import open_sums
from performance.expense_advance.models import ExpenseAdvance
from performance.expense_advance.permissions import can_edit_advance
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.money import ZERO
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


def steps_for_advance(advance: ExpenseAdvance, policy: Any) -> list[Step]:
    """The direct manager, as of a claim (SET-42); his own is his superior's (SEC-04)."""
    label = pgettext_lazy("expense claim", "Direct manager")
    return [Step(1, Role.MGR, label, ExpenseAdvance.Status.SUBMITTED)]


def held_by(advances: list[ExpenseAdvance], user: User) -> dict:
    """What the person of each advance holds already, for the inbox: one query for all."""
    held = open_sums([advance.person_id for advance in advances])
    label = pgettext_lazy("advance", "Held already")
    return {advance.pk: [(label, f"¥{held.get(advance.person_id, ZERO):,.2f}")] for advance in advances}


EXPENSE_ADVANCE = Approval(
    model=ExpenseAdvance,
    steps_for=steps_for_advance,
    approved=ExpenseAdvance.Status.APPROVED,
    rejected=ExpenseAdvance.Status.DRAFT,
    returned=ExpenseAdvance.Status.DRAFT,
    withdrawn=ExpenseAdvance.Status.DRAFT,
    can_submit=can_edit_advance,
    card=held_by,
)
