"""How an evaluation stands, what may follow, and what its fields may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CustomerEvaluationStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    DEPT_REVIEWED = "dept_reviewed", _("Reviewed by the department")
    REJECTED = "rejected", _("Rejected")
    APPROVED = "approved", _("Approved")
    SUPERSEDED = "superseded", _("Superseded")
    DISCARDED = "discarded", _("Discarded")


class CustomerEvaluationOccasion(models.TextChoices):
    NEW = "new", _("New customer")
    QUARTERLY = "quarterly", _("Quarterly review")


CUSTOMER_EVALUATION_TRANSITIONS: dict[str, list[str]] = {
    CustomerEvaluationStatus.DRAFT: [CustomerEvaluationStatus.SUBMITTED, CustomerEvaluationStatus.DISCARDED],
    CustomerEvaluationStatus.SUBMITTED: [
        CustomerEvaluationStatus.DEPT_REVIEWED,
        CustomerEvaluationStatus.DRAFT,
        CustomerEvaluationStatus.REJECTED,
    ],
    # Back to submitted: the general manager asks the department head again, or he takes his decision back.
    CustomerEvaluationStatus.DEPT_REVIEWED: [
        CustomerEvaluationStatus.APPROVED,
        CustomerEvaluationStatus.DRAFT,
        CustomerEvaluationStatus.REJECTED,
        CustomerEvaluationStatus.SUBMITTED,
    ],
    CustomerEvaluationStatus.REJECTED: [CustomerEvaluationStatus.DRAFT],
    CustomerEvaluationStatus.APPROVED: [CustomerEvaluationStatus.SUPERSEDED],
}
