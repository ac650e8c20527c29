"""The tables of this app, room by room."""

from performance.annual_review.models import AnnualReview, AnnualReviewLine
from performance.bonus.models import Award, BonusRule
from performance.commission.models import CommissionLine, CommissionMonth, CommissionRun, CommissionStatement
from performance.penalty.models import Penalty, PenaltyRecovery
from performance.pre_draw.models import PreDraw, PreDrawLine
from performance.quota.models import Quota
from performance.risk.models import RiskAssessment, RiskReport
from performance.settlement.models import AnnualSettlement, SettlementLine

__all__ = [
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
    "RiskAssessment",
    "RiskReport",
    "SettlementLine",
]
