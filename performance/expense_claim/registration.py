"""What expense claims tell core, and what they answer budgets and campaigns."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.expense_claim.approval import EXPENSE_CLAIM
from performance.expense_claim.models import ExpenseClaim
from performance.expense_claim.permissions import can_edit_claim, reads_claims
from performance.expense_claim.states import VOUCHER, ExpenseClaimStatus
from performance.expense_claim.use import cost_of_campaign, use_of, used_by_category
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.domain.evidence import register_evidence
from salesmgmt.core.permissions import Role, has, may_at_all
from salesmgmt.core.web.status import register_tones


def register():
    approvals.register(EXPENSE_CLAIM)
    register_draft(ExpenseClaim, can_edit_claim)
    register_evidence(ExpenseClaim, reserved=lambda claim: {VOUCHER[0]: can_edit_claim})
    registry.register_document(
        ExpenseClaim,
        "EXC",
        _("Expense claim"),
        _("Expense claims"),
        "receipt",
        "expense-claim-list",
        search=False,
    )
    registry.register_menu("money", _("Expense claims"), "expense-claim-list", "receipt", reads_claims, 80)
    register_tones(good=[ExpenseClaimStatus.PAID], info=[ExpenseClaimStatus.MANAGER_APPROVED])
    registry.register_fact("expense_budget", "used", used_by_category)
    registry.register_fact("campaign", "cost", cost_of_campaign)
    _sections()
    _cards()


def _sections():
    registry.register_section(
        "expense_budget",
        registry.Section(
            "use",
            "performance/expense_claim/_use.html",
            lambda budget, user: {"rows": use_of(budget), "budget": budget},
        ),
    )
    registry.register_section(
        "campaign",
        registry.Section("cost", "performance/expense_claim/_cost.html", _cost_on_page, order=30),
    )


def _cost_on_page(campaign, user):
    """Budget and cost, for those who may see what it cost: not every rep."""
    if not (may_at_all(user, "campaign", "U") or user.has_role(Role.DIR, Role.GM, Role.FIN)):
        return None
    return {"cost": cost_of_campaign(campaign), "campaign": campaign}


def _cards():
    is_finance = has(Role.FIN)
    registry.register_home_card(
        "claims-to-audit",
        pgettext_lazy("expense claim", "Expense claims to audit"),
        is_finance,
        lambda user: ExpenseClaim.objects.visible_to(user).filter(status=ExpenseClaimStatus.MANAGER_APPROVED),
        f"expense-claim-list?status={ExpenseClaimStatus.MANAGER_APPROVED}",
        icon="receipt",
        order=52,
    )
