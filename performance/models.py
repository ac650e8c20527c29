"""The tables of this app, room by room."""

from performance.alert.models import Alert, AlertRule
from performance.improvement.models import ImprovementProposal
from performance.metric.models import MarketVolume
from performance.quota.models import Quota
from performance.risk.models import RiskAssessment, RiskReport
from performance.sales_report.models import ReportMeasure, SalesReport

__all__ = [
    "Alert",
    "AlertRule",
    "ImprovementProposal",
    "MarketVolume",
    "Quota",
    "ReportMeasure",
    "RiskAssessment",
    "RiskReport",
    "SalesReport",
]
