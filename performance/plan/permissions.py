"""Who may do what with sales plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from performance.plan.states import AGREED, SalesPlanStatus
from salesmgmt.core.permissions import may, may_at_all, right_of, scopes
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from performance.plan.models import SalesPlan
    from salesmgmt.core.models import User


def _plans_all(user: User, verb: str) -> bool:
    return "a" in scopes(user, "sales_plan", verb)


@because(right_of("sales_plan", "R"))
def reads_plans(user: User) -> bool:
    return may_at_all(user, "sales_plan", "R")


@because(_("The plan of a year is drawn up by the sales director."))
def can_create_plan(user: User) -> bool:
    """PLN-01: the director sets strategy, targets, policy and budget for the company."""
    return _plans_all(user, "C")


@because(_("A plan is edited by the sales director while it is a draft."))
def can_edit_plan(user: User, plan: SalesPlan) -> bool:
    return plan.is_editable and _plans_all(user, "U")


def can_submit_plan(user: User, plan: SalesPlan) -> bool:
    return can_edit_plan(user, plan)


@because(
    _("Targets are entered by the sales director; once the plan is approved, below their regions also by the managers.")
)
def can_enter_targets(user: User, plan: SalesPlan) -> bool:
    """PLN-02: the director plans the company, the managers the area that is theirs once the company's plan is approved."""
    if plan.status == SalesPlanStatus.DRAFT:
        return _plans_all(user, "U")
    return plan.status == SalesPlanStatus.APPROVED and may_at_all(user, "sales_plan", "C")


@because(_("A plan is released by the sales director."))
def can_release_plan(user: User, plan: SalesPlan) -> bool:
    return plan.status == SalesPlanStatus.APPROVED and _plans_all(user, "U")


@because(_("An approved plan is taken back into the draft by the sales director."))
def can_reopen_plan(user: User, plan: SalesPlan) -> bool:
    return plan.status == SalesPlanStatus.APPROVED and _plans_all(user, "U")


@because(_("Quotas are allocated by the sales director, and only after the plan is approved."))
def can_allocate_quotas(user: User, plan: SalesPlan) -> bool:
    """PLN-01, PLN-03."""
    return plan.status in AGREED and may(user, "quota", "U") and may_at_all(user, "quota", "C")


def can_import_targets(user: User) -> bool:
    return may_at_all(user, "sales_plan", "C")
