"""The tables of this app, room by room."""

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
from performance.metric.models import MarketVolume
from performance.new_customer.models import NewCustomerCount
from performance.plan.models import SalesPlan, SalesPlanLine
from performance.plan_revision.models import SalesPlanRevision, SalesPlanRevisionLine
from performance.quota.models import Quota, QuotaLine
from performance.risk.models import RiskAssessment, RiskReport

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
    "Quota",
    "QuotaLine",
    "RiskAssessment",
    "RiskReport",
    "SalesPlan",
    "SalesPlanLine",
    "SalesPlanRevision",
    "SalesPlanRevisionLine",
]
