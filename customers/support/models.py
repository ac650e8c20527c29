"""Departments asked whether a complex project can be done (OPP-03)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.opportunity.models import Opportunity
from customers.solution.models import Solution
from customers.support.querysets import SupportRequestQuerySet
from customers.support.states import SUPPORT_REQUEST_TRANSITIONS, SupportRequestStatus
from salesmgmt.core.models import DepartmentNotice
from salesmgmt.core.models.document import Stateful, StatusField, status_trigger
from salesmgmt.core.permissions import Role

# Whom sales may ask; the pre-sales engineer (售前工程师) belongs to the technical department.
DEPARTMENT_ROLES = (Role.TEC, Role.QA, Role.PROD, Role.PUR, Role.LOG)
DEPARTMENTS = [(role.value, role.label) for role in DEPARTMENT_ROLES]


class SupportRequest(Stateful):
    """A question to one department about one version of the solution, and its answer."""

    Status = SupportRequestStatus
    TRANSITIONS = SUPPORT_REQUEST_TRANSITIONS

    status = StatusField(Status)
    opportunity = models.ForeignKey(
        Opportunity, models.CASCADE, related_name="support_requests", verbose_name=_("opportunity")
    )
    solution = models.ForeignKey(Solution, models.PROTECT, null=True, related_name="+", verbose_name=_("solution"))
    department = models.CharField(_("department"), max_length=10, choices=DEPARTMENTS)
    question = models.TextField(_("question"))
    due_on = models.DateField(_("answer until"), null=True, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    notice = models.OneToOneField(DepartmentNotice, models.PROTECT, null=True, related_name="+")
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered at"), null=True)

    objects = SupportRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("support request")
        verbose_name_plural = _("support requests")
        triggers = [status_trigger(SUPPORT_REQUEST_TRANSITIONS)]
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "department"],
                condition=Q(status=SupportRequestStatus.ASKED),
                name="one_open_question_a_department",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[SupportRequestStatus.FEASIBLE, SupportRequestStatus.NOT_FEASIBLE])
                | (Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer="")),
                name="support_answer_is_signed",
            ),
        ]

    def __str__(self):
        return f"{self.get_department_display()}: {self.question[:60]}"

    def get_absolute_url(self):
        return self.opportunity.get_absolute_url()
