"""Who may do what with advances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from performance.expense_advance.states import ExpenseAdvanceStatus
from salesmgmt.core.domain.approvals.alone import decides_alone
from salesmgmt.core.permissions import Role, may, may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from performance.expense_advance.models import ExpenseAdvance
    from salesmgmt.core.models import User


@because(right_of("expense_advance", "R"))
def reads_advances(user: User) -> bool:
    return may_at_all(user, "expense_advance", "R")


@because(right_of("expense_advance", "C"))
def can_ask_advance(user: User) -> bool:
    return may_at_all(user, "expense_advance", "C")


@because(_("An advance is edited and submitted by the person himself, while it is a draft."))
def can_edit_advance(user: User, advance: ExpenseAdvance) -> bool:
    return advance.is_editable and advance.person_id == user.pk


@because(_("Only finance pays an advance out and takes money back."))
def can_pay_advance(user: User, advance: ExpenseAdvance) -> bool:
    """EXP-07, SEC-04"""
    return decides_alone(user, advance, Role.FIN, may(user, "expense_advance", "pay", owner=advance.person))


@because(_("Only finance pays an advance out and takes money back."))
def can_take_back_advance(user: User, advance: ExpenseAdvance) -> bool:
    return advance.status == ExpenseAdvanceStatus.PAID_OUT and can_pay_advance(user, advance)
