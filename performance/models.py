"""The tables of this app, room by room."""

from performance.alert.models import Alert, AlertRule
from performance.metric.models import MarketVolume
from performance.quota.models import Quota
from performance.risk.models import RiskAssessment, RiskReport

__all__ = [
    "Alert",
    "AlertRule",
    "MarketVolume",
    "Quota",
    "RiskAssessment",
    "RiskReport",
]
