"""The tables of this app, room by room."""

from performance.metric.models import MarketVolume
from performance.quota.models import Quota
from performance.risk.models import RiskAssessment, RiskReport

__all__ = [
    "MarketVolume",
    "Quota",
    "RiskAssessment",
    "RiskReport",
]
