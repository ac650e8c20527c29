"""The tables of this app, room by room."""

from performance.alert.models import Alert, AlertRule
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
from performance.bonus.models import Award, BonusRule
from performance.coaching.models import CoachingNote
from performance.commission.models import (
    CommissionLine,
    CommissionMonth,
    CommissionRun,
    CommissionStatement,
    LineQuestion,
)
from performance.conduct.models import ConductIncident
from performance.expense_advance.models import AdvanceMovement, ExpenseAdvance
from performance.expense_batch.models import BatchedClaim, ExpenseBatch, PayeeAccount, PayoutLayout
from performance.expense_budget.models import ExpenseBudget, ExpenseBudgetLine
from performance.expense_claim.models import ExpenseClaim, ExpenseLine, ExpenseVoucher
from performance.improvement.models import ImprovementProposal
from performance.job_profile.models import JobProfile
from performance.metric.models import MarketVolume
from performance.new_customer.models import NewCustomerCount
from performance.penalty.models import Penalty, PenaltyRecovery
from performance.plan.models import SalesPlan, SalesPlanLine
from performance.plan_revision.models import SalesPlanRevision, SalesPlanRevisionLine
from performance.policy_document.models import PolicyAcknowledgement, PolicyDocument
from performance.pre_draw.models import PreDraw, PreDrawLine
from performance.promotion_plan.models import PlannedCampaign, PromotionPlan, PromotionPlanLine
from performance.quota.models import Quota, QuotaLine
from performance.risk.models import RiskAssessment, RiskReport
from performance.sales_report.models import ReportMeasure, SalesReport
from performance.saved_analysis.models import AnalysisSending, SavedAnalysis
from performance.settlement.models import AnnualSettlement, SettlementLine
from performance.territory.models import ProductLine
from performance.training.models import TrainingCourse, TrainingRecord, TrainingTopic
from performance.work_report.models import WorkReport, WorkReportLine, WorkReportPerson

__all__ = [
    "AdvanceMovement",
    "Alert",
    "AlertRule",
    "AnalysisSending",
    "AnnualReview",
    "AnnualReviewLine",
    "AnnualSettlement",
    "Appeal",
    "Assessment",
    "AssessmentLine",
    "AssessmentPeriod",
    "AssessmentScheme",
    "Award",
    "BatchedClaim",
    "BonusRule",
    "CoachingNote",
    "CoachingPlan",
    "CommissionLine",
    "CommissionMonth",
    "CommissionRun",
    "CommissionStatement",
    "ConductIncident",
    "Deduction",
    "DeductionRule",
    "ExpenseAdvance",
    "ExpenseBatch",
    "ExpenseBudget",
    "ExpenseBudgetLine",
    "ExpenseClaim",
    "ExpenseLine",
    "ExpenseVoucher",
    "ImprovementAdvice",
    "ImprovementProposal",
    "JobProfile",
    "KpiDefinition",
    "LineQuestion",
    "MarketVolume",
    "NewCustomerCount",
    "PayeeAccount",
    "PayoutLayout",
    "PayrollBatch",
    "PayrollEntry",
    "Penalty",
    "PenaltyRecovery",
    "PlannedCampaign",
    "PolicyAcknowledgement",
    "PolicyDocument",
    "PreDraw",
    "PreDrawLine",
    "ProductLine",
    "PromotionPlan",
    "PromotionPlanLine",
    "Quota",
    "QuotaLine",
    "ReportMeasure",
    "RiskAssessment",
    "RiskReport",
    "SalesPlan",
    "SalesPlanLine",
    "SalesPlanRevision",
    "SalesPlanRevisionLine",
    "SalesReport",
    "SavedAnalysis",
    "SettlementLine",
    "TrainingCourse",
    "TrainingRecord",
    "TrainingTopic",
    "WorkReport",
    "WorkReportLine",
    "WorkReportPerson",
]
