"""The tables of this app, room by room."""

from performance.quota.models import Quota
from performance.risk.models import RiskAssessment, RiskReport

__all__ = [
    "Quota",
    "RiskAssessment",
    "RiskReport",
]
