"""Who may do what with expense claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from performance.expense_claim.states import ExpenseClaimStatus
from salesmgmt.core import registry
from salesmgmt.core.domain.approvals.alone import decides_alone
from salesmgmt.core.permissions import Role, may, may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from performance.expense_claim.models import ExpenseClaim
    from salesmgmt.core.models import User


@because(right_of("expense_claim", "R"))
def reads_claims(user: User) -> bool:
    return may_at_all(user, "expense_claim", "R")


@because(right_of("expense_claim", "C"))
def can_claim(user: User) -> bool:
    return may_at_all(user, "expense_claim", "C")


@because(_("A claim is edited and submitted by the claimant himself, while it is a draft."))
def can_edit_claim(user: User, claim: ExpenseClaim) -> bool:
    return claim.is_editable and claim.claimant_id == user.pk


@because(_("A claim is audited by finance, after the manager has agreed."))
def can_audit_claim(user: User, claim: ExpenseClaim) -> bool:
    """EXP-06, EXP-07"""
    return (
        claim.status == ExpenseClaimStatus.MANAGER_APPROVED
        and claim.claimant_id != user.pk
        and may(user, "expense_claim", "audit", owner=claim.claimant)
    )


@because(_("Only finance pays a claim out, and only what it has audited."))
def may_pay_claim(user: User, claim: ExpenseClaim) -> bool:
    """EXP-07, SEC-04"""
    is_audited = claim.status == ExpenseClaimStatus.FINANCE_AUDITED
    return is_audited and decides_alone(user, claim, Role.FIN, may(user, "expense_claim", "pay", owner=claim.claimant))


@because(_("Only finance pays a claim out, what it has audited and put into no payment batch."))
def can_pay_claim(user: User, claim: ExpenseClaim) -> bool:
    """By itself: what stands in a batch is paid with it (EXP-07)."""
    return may_pay_claim(user, claim) and registry.fact("expense_claim", "batch", claim) is None


def why_not_paid_alone(user: User, claim: ExpenseClaim) -> str:
    """The batch that will pay it, for those who would look for the button."""
    batch = registry.fact("expense_claim", "batch", claim) if may_pay_claim(user, claim) else None
    return _("It is paid with payment batch %(batch)s.") % {"batch": batch.number} if batch else ""
