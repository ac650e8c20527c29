"""The statuses of core's own documents and jobs, and which follows which."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# The words for a draft, and for one that was thrown away, are the same for every kind (salesmgmt.core.domain.discarding).
DRAFT, DISCARDED = "draft", "discarded"


class ApprovalRoundStatus(models.TextChoices):
    OPEN = "open", _("In approval")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    RETURNED = "returned", _("Sent back")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CANCELLED = "cancelled", _("Cancelled")


APPROVAL_ROUND_TRANSITIONS: dict[str, list[str]] = {
    ApprovalRoundStatus.OPEN: [
        ApprovalRoundStatus.APPROVED,
        ApprovalRoundStatus.REJECTED,
        ApprovalRoundStatus.RETURNED,
        ApprovalRoundStatus.WITHDRAWN,
        ApprovalRoundStatus.CANCELLED,
    ]
}


class ApprovalStepStatus(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    PENDING = "pending", _("To be decided")
    APPROVED = "approved", _("Agreed")
    REJECTED = "rejected", _("Rejected")
    RETURNED = "returned", _("Sent back")
    TRANSFERRED = "transferred", _("Transferred")
    CANCELLED = "cancelled", _("Cancelled")


APPROVAL_STEP_TRANSITIONS: dict[str, list[str]] = {
    ApprovalStepStatus.WAITING: [ApprovalStepStatus.PENDING, ApprovalStepStatus.CANCELLED],
    ApprovalStepStatus.PENDING: [
        ApprovalStepStatus.APPROVED,
        ApprovalStepStatus.REJECTED,
        ApprovalStepStatus.RETURNED,
        ApprovalStepStatus.TRANSFERRED,
        ApprovalStepStatus.CANCELLED,
        ApprovalStepStatus.WAITING,
    ],
}


class ImportJobPhase(models.TextChoices):
    READ = "read", _("Read the file")
    CHECK = "check", _("Check")
    IMPORT = "import", _("Import")


class ImportJobDateOrder(models.TextChoices):
    YMD = "ymd", _("Year-month-day (2025-01-15)")
    MDY = "mdy", _("Month/day/year (1/15/2025)")
    DMY = "dmy", _("Day/month/year (15/1/2025)")


class JobStatus(models.TextChoices):
    NEW = "new", _("Being prepared")
    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    READY = "ready", _("Checked")
    DONE = "done", _("Finished")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


class DepartmentNoticeStatus(models.TextChoices):
    SENT = "sent", _("Sent")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    DONE = "done", _("Done")


DEPARTMENT_NOTICE_TRANSITIONS: dict[str, list[str]] = {
    DepartmentNoticeStatus.SENT: [DepartmentNoticeStatus.ACKNOWLEDGED],
    DepartmentNoticeStatus.ACKNOWLEDGED: [DepartmentNoticeStatus.DONE],
}


class UnitKind(models.TextChoices):
    COMPANY = "company", _("Company")
    REGION = "region", _("Region")
    TEAM = "team", _("Team")
    DEPARTMENT = "department", _("Department")
    OFFICE = "office", _("Field office")


class UserMailRhythm(models.TextChoices):
    AT_ONCE = "at_once", _("At once, one by one")
    DAILY = "daily", _("Once a day, all together")


class TaskStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("task", "To do")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


TASK_TRANSITIONS: dict[str, list[str]] = {TaskStatus.OPEN: [TaskStatus.DONE, TaskStatus.CANCELLED]}


class ChecklistWord(models.TextChoices):
    """What somebody says of an item of the list before the first day."""

    DONE = "done", _("Looked at")
    NOT_NEEDED = "not_needed", _("Not needed here")


class ChecklistState(StrEnum):
    """How an item of the list before the first day stands."""

    DONE = "done"
    PARTLY = "partly"
    OPEN = "open"
    NOT_NEEDED = "not_needed"
