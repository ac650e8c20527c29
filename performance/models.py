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
from performance.bonus.models import Award, BonusRule
from performance.coaching.models import CoachingNote
from performance.commission.models import CommissionLine, CommissionMonth, CommissionRun, CommissionStatement
from performance.metric.models import MarketVolume
from performance.new_customer.models import NewCustomerCount
from performance.penalty.models import Penalty, PenaltyRecovery
from performance.plan.models import SalesPlan, SalesPlanLine
from performance.plan_revision.models import SalesPlanRevision, SalesPlanRevisionLine
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
    "CoachingPlan",
    "Deduction",
    "DeductionRule",
    "ImprovementAdvice",
    "KpiDefinition",
    "MarketVolume",
    "PayrollBatch",
    "PayrollEntry",
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
    "Quota",
    "QuotaLine",
    "RiskAssessment",
    "RiskReport",
    "SalesPlan",
    "SalesPlanLine",
    "SalesPlanRevision",
    "SalesPlanRevisionLine",
    "SettlementLine",
]
