"""The tables of this app, room by room."""

from performance.expense_advance.models import AdvanceMovement, ExpenseAdvance
from performance.expense_budget.models import ExpenseBudget, ExpenseBudgetLine
from performance.expense_claim.models import ExpenseClaim, ExpenseLine, ExpenseVoucher
from performance.metric.models import MarketVolume
from performance.promotion_plan.models import PlannedCampaign, PromotionPlan, PromotionPlanLine
from performance.quota.models import Quota
from performance.risk.models import RiskAssessment, RiskReport

__all__ = [
    "AdvanceMovement",
    "ExpenseAdvance",
    "ExpenseBudget",
    "ExpenseBudgetLine",
    "ExpenseClaim",
    "ExpenseLine",
    "ExpenseVoucher",
    "MarketVolume",
    "PlannedCampaign",
    "PromotionPlan",
    "PromotionPlanLine",
    "Quota",
    "RiskAssessment",
    "RiskReport",
]
