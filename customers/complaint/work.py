"""What is done about a complaint: departments asked, the customer kept informed, measures taken (CMP-03 to CMP-05)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.complaint.models import Complaint

if TYPE_CHECKING:
    from typing import Any

# Whom sales asks: the departments that the policies name beside complaints (000 三(二)3, 001 五(三)2).
COMPLAINT_DEPARTMENTS = (
    ("qa", _("Quality department")),
    ("tec", _("Technical department")),
    ("prod", _("Production department")),
    ("pur", _("Purchasing")),
    ("log", _("Logistics")),
    ("svc", _("Service centre")),
)


class Investigation(models.Model):
    """One department's part of the investigation (CMP-03)."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="investigations")
    department = models.CharField(_("department"), max_length=10, choices=COMPLAINT_DEPARTMENTS)
    question = models.TextField(_("question"), blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    finding = models.TextField(_("finding"), blank=True)
    found_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("found by")
    )
    found_at = models.DateTimeField(_("found at"), null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("investigation")
        verbose_name_plural = _("investigations")
        constraints = [
            # A department is asked again once it has answered, not before.
            models.UniqueConstraint(
                fields=["complaint", "department"],
                condition=Q(found_at__isnull=True),
                name="one_open_question_per_department",
            ),
            models.CheckConstraint(
                condition=Q(found_at__isnull=True, finding="") | (Q(found_at__isnull=False) & ~Q(finding="")),
                name="investigation_answered_with_finding",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint} {self.get_department_display()}"


class ComplaintNote(models.Model):
    """A step of the handling written down; ``to_customer``: the customer was told of it (CMP-04)."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="notes")
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    text = models.TextField(_("progress"))
    to_customer = models.BooleanField(_("reported to the customer"), default=False)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("progress note")
        verbose_name_plural = _("progress notes")

    def __str__(self) -> Any:
        return self.text[:60]


class CorrectiveAction(models.Model):
    """A measure against its happening again: a department or a person, and a day (CMP-05)."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="corrective_actions")
    measure = models.TextField(_("measure"))
    department = models.CharField(_("responsible department"), max_length=10, choices=COMPLAINT_DEPARTMENTS, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible person"),
    )
    due_on = models.DateField(_("due on"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    done_at = models.DateTimeField(_("done at"), null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("done by")
    )
    result = models.TextField(_("result"), blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("corrective action")
        verbose_name_plural = _("corrective actions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(department="") | Q(person__isnull=False), name="corrective_action_has_somebody"
            )
        ]

    def __str__(self) -> Any:
        return self.measure[:60]
