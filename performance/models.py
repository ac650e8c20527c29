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
from performance.metric.models import MarketVolume
from performance.quota.models import Quota
from performance.risk.models import RiskAssessment, RiskReport

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
    "Quota",
    "RiskAssessment",
    "RiskReport",
]
