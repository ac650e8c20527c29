"""The tables of this app, room by room."""

from performance.conduct.models import ConductIncident
from performance.job_profile.models import JobProfile
from performance.policy_document.models import PolicyAcknowledgement, PolicyDocument
from performance.quota.models import Quota
from performance.risk.models import RiskAssessment, RiskReport
from performance.territory.models import ProductLine
from performance.training.models import TrainingCourse, TrainingRecord, TrainingTopic
from performance.work_report.models import WorkReport, WorkReportLine

__all__ = [
    "ConductIncident",
    "JobProfile",
    "PolicyAcknowledgement",
    "PolicyDocument",
    "ProductLine",
    "Quota",
    "RiskAssessment",
    "RiskReport",
    "TrainingCourse",
    "TrainingRecord",
    "TrainingTopic",
    "WorkReport",
    "WorkReportLine",
]
