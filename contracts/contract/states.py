"""How a contract stands, what may follow, and what its fields may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ContractStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    MANAGER_REVIEW = "manager_review", _("Manager's review")
    DEPARTMENT_REVIEW = "department_review", _("Departments' review")
    DIRECTOR_REVIEW = "director_review", _("Director's review")
    GM_APPROVAL = "gm_approval", _("General manager's approval")
    APPROVED = "approved", _("To be signed")
    SIGNED = "signed", pgettext_lazy("contract", "Signed")
    ACTIVE = "active", _("In performance")
    SUSPENDED = "suspended", _("Suspended")
    COMPLETED = "completed", pgettext_lazy("contract", "Completed")
    TERMINATED = "terminated", pgettext_lazy("contract", "Terminated")
    DISCARDED = "discarded", _("Discarded")


REVIEW = (
    ContractStatus.MANAGER_REVIEW,
    ContractStatus.DEPARTMENT_REVIEW,
    ContractStatus.DIRECTOR_REVIEW,
    ContractStatus.GM_APPROVAL,
)
# Goods and money move under it, or did until it was suspended.
IN_PERFORMANCE = (ContractStatus.ACTIVE, ContractStatus.SUSPENDED)
# Signed by both, and not over.
IN_FORCE = (ContractStatus.SIGNED, *IN_PERFORMANCE)
IN_EFFECT = (
    ContractStatus.SIGNED,
    ContractStatus.ACTIVE,
    ContractStatus.SUSPENDED,
    ContractStatus.COMPLETED,
    ContractStatus.TERMINATED,
)

# A step that a profile switches off is left out; an approver may send back to an earlier step or to the rep.
CONTRACT_TRANSITIONS: dict[str, list[str]] = {
    ContractStatus.DRAFT: [*REVIEW, ContractStatus.DISCARDED],
    ContractStatus.MANAGER_REVIEW: [
        ContractStatus.DEPARTMENT_REVIEW,
        ContractStatus.DIRECTOR_REVIEW,
        ContractStatus.GM_APPROVAL,
        ContractStatus.DRAFT,
    ],
    ContractStatus.DEPARTMENT_REVIEW: [
        ContractStatus.DIRECTOR_REVIEW,
        ContractStatus.GM_APPROVAL,
        ContractStatus.DRAFT,
        ContractStatus.MANAGER_REVIEW,
    ],
    ContractStatus.DIRECTOR_REVIEW: [
        ContractStatus.GM_APPROVAL,
        ContractStatus.DRAFT,
        ContractStatus.MANAGER_REVIEW,
        ContractStatus.DEPARTMENT_REVIEW,
    ],
    ContractStatus.GM_APPROVAL: [
        ContractStatus.APPROVED,
        ContractStatus.DRAFT,
        ContractStatus.MANAGER_REVIEW,
        ContractStatus.DEPARTMENT_REVIEW,
        ContractStatus.DIRECTOR_REVIEW,
    ],
    ContractStatus.APPROVED: [ContractStatus.SIGNED, ContractStatus.DRAFT],
    ContractStatus.SIGNED: [ContractStatus.ACTIVE],
    ContractStatus.ACTIVE: [ContractStatus.SUSPENDED, ContractStatus.COMPLETED, ContractStatus.TERMINATED],
    ContractStatus.SUSPENDED: [ContractStatus.ACTIVE, ContractStatus.TERMINATED],
}
