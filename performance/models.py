"""The tables of this app, room by room."""

from performance.annual_review.models import AnnualReview, AnnualReviewLine
from performance.assessment.models import (
    Appeal,
    Assessment,
    AssessmentLine,
    AssessmentPeriod,
    CoachingPlan,
    Deduction,
    ImprovementAdvice,
)
from performance.assessment_result.models import PayrollBatch, PayrollEntry
from performance.assessment_scheme.models import AssessmentScheme, DeductionRule, KpiDefinition
from performance.coaching.models import CoachingNote
from performance.alert.models import Alert, AlertRule
from performance.expense_budget.models import ExpenseBudget, ExpenseBudgetLine
from performance.expense_claim.models import ExpenseClaim, ExpenseLine, ExpenseVoucher
from performance.improvement.models import ImprovementProposal
from performance.metric.models import MarketVolume
from performance.new_customer.models import NewCustomerCount
from performance.plan.models import SalesPlan, SalesPlanLine
from performance.plan_revision.models import SalesPlanRevision, SalesPlanRevisionLine
from performance.bonus.models import Award, BonusRule
from performance.commission.models import CommissionLine, CommissionMonth, CommissionRun, CommissionStatement
from performance.penalty.models import Penalty, PenaltyRecovery
from performance.pre_draw.models import PreDraw, PreDrawLine
from performance.quota.models import Quota, QuotaLine
from performance.risk.models import RiskAssessment, RiskReport
from performance.settlement.models import AnnualSettlement, SettlementLine

__all__ = [
    "Appeal",
    "Assessment",
    "AssessmentLine",
    "AssessmentPeriod",
    "AssessmentScheme",
    "CoachingNote",
    "CoachingPlan",
    "Deduction",
    "DeductionRule",
    "ImprovementAdvice",
    "KpiDefinition",
    "MarketVolume",
    "NewCustomerCount",
    "PayrollBatch",
    "PayrollEntry",
from performance.expense_advance.models import AdvanceMovement, ExpenseAdvance
from performance.expense_budget.models import ExpenseBudget, ExpenseBudgetLine
from performance.expense_claim.models import ExpenseClaim, ExpenseLine, ExpenseVoucher
from performance.promotion_plan.models import PlannedCampaign, PromotionPlan, PromotionPlanLine
from performance.quota.models import Quota

    "AdvanceMovement",
    "ExpenseAdvance",
from performance.sales_report.models import ReportMeasure, SalesReport

    "Alert",
    "AlertRule",
    "ImprovementProposal",
    "ExpenseBudget",
    "ExpenseBudgetLine",
    "ExpenseClaim",
    "ExpenseLine",
    "ExpenseVoucher",
    "PlannedCampaign",
    "PromotionPlan",
    "PromotionPlanLine",
    "CoachingNote",
    "NewCustomerCount",
    "AnnualReview",
    "AnnualReviewLine",
    "AnnualSettlement",
    "Award",
    "BonusRule",
    "CommissionLine",
    "CommissionMonth",
    "CommissionRun",
    "CommissionStatement",
    "Penalty",
    "PenaltyRecovery",
    "PreDraw",
    "PreDrawLine",
from performance.conduct.models import ConductIncident
from performance.job_profile.models import JobProfile
from performance.policy_document.models import PolicyAcknowledgement, PolicyDocument
from performance.territory.models import ProductLine
from performance.training.models import TrainingCourse, TrainingRecord, TrainingTopic
from performance.work_report.models import WorkReport, WorkReportLine

    "ConductIncident",
    "JobProfile",
    "PolicyAcknowledgement",
    "PolicyDocument",
    "ProductLine",
    "Quota",
    "QuotaLine",
    "RiskAssessment",
    "RiskReport",
    "SalesPlan",
    "SalesPlanLine",
    "SalesPlanRevision",
    "SalesPlanRevisionLine",
    "SettlementLine",
    "ReportMeasure",
    "SalesReport",
    "TrainingCourse",
    "TrainingRecord",
    "TrainingTopic",
    "WorkReport",
    "WorkReportLine",
]
