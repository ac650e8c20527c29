"""Who may do what with commission statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from performance.commission.states import CommissionStatus
from salesmgmt.core.permissions import may, may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from performance.commission.models import CommissionStatement
    from salesmgmt.core.models import User


@because(right_of("commission", "R"))
def can_see_commission(user: User) -> bool:
    return may_at_all(user, "commission", "R")


def sees_everybodys(user: User) -> bool:
    """More than his own: shows the list and the month."""
    return any(may_at_all(user, "commission", verb) for verb in ("review", "A", "pay"))


@because(_("The month is computed by the head of sales or by finance."))
def can_compute_month(user: User) -> bool:
    return may_at_all(user, "commission", "review") or may_at_all(user, "commission", "pay")


def _is_own(user: User, statement: CommissionStatement) -> bool:
    return statement.person_id == user.pk


@because(_("A statement is reviewed by the head of sales, and by nobody whose own it is."))
def can_review_statement(user: User, statement: CommissionStatement) -> bool:
    """PAY-11, SEC-04."""
    allowed = may(user, "commission", "review", owner=statement.person)
    return statement.status == CommissionStatus.CALCULATED and allowed and not _is_own(user, statement)


@because(_("A reviewed statement is decided by the general manager, and by nobody whose own it is."))
def can_approve_statement(user: User, statement: CommissionStatement) -> bool:
    """PAY-11, SEC-04."""
    allowed = may(user, "commission", "A", owner=statement.person)
    return statement.status == CommissionStatus.REVIEWED and allowed and not _is_own(user, statement)


@because(_("An approved statement is paid by finance."))
def can_pay_statement(user: User, statement: CommissionStatement) -> bool:
    """PAY-11."""
    allowed = may(user, "commission", "pay", owner=statement.person)
    return statement.status == CommissionStatus.APPROVED and allowed and not _is_own(user, statement)


@because(right_of("commission", "E"))
def can_export_commission(user: User) -> bool:
    return may_at_all(user, "commission", "E")
