"""The tables of this app, room by room."""

from performance.alert.models import Alert, AlertRule
from performance.expense_budget.models import ExpenseBudget, ExpenseBudgetLine
from performance.expense_claim.models import ExpenseClaim, ExpenseLine, ExpenseVoucher
from performance.improvement.models import ImprovementProposal
from performance.metric.models import MarketVolume
from performance.promotion_plan.models import PlannedCampaign, PromotionPlan, PromotionPlanLine
from performance.quota.models import Quota
from performance.risk.models import RiskAssessment, RiskReport
from performance.sales_report.models import ReportMeasure, SalesReport

__all__ = [
    "Alert",
    "AlertRule",
    "ImprovementProposal",
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
    "ReportMeasure",
    "RiskAssessment",
    "RiskReport",
    "SalesReport",
]
