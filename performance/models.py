"""The tables of this app, room by room."""

from performance.coaching.models import CoachingNote
from performance.new_customer.models import NewCustomerCount
from performance.plan.models import SalesPlan, SalesPlanLine
from performance.plan_revision.models import SalesPlanRevision, SalesPlanRevisionLine
from performance.quota.models import Quota, QuotaLine
from performance.risk.models import RiskAssessment, RiskReport

__all__ = [
    "CoachingNote",
    "NewCustomerCount",
    "Quota",
    "QuotaLine",
    "RiskAssessment",
    "RiskReport",
    "SalesPlan",
    "SalesPlanLine",
    "SalesPlanRevision",
    "SalesPlanRevisionLine",
]
