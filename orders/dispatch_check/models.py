"""The check of a delivery against the plan release form, line by line (DLV-04)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orders.delivery.models import DeliveryNote
from orders.dispatch_check.states import CheckResult


class DispatchCheck(models.Model):
    """What the rep found of one plan line before he issued the note: as planned, or a difference (DLV-04, 004 §4.3.5)."""

    Result = CheckResult

    note = models.ForeignKey(DeliveryNote, models.CASCADE, related_name="dispatch_checks", db_index=False)
    plan_line = models.ForeignKey("orders.PlanReleaseLine", models.PROTECT, related_name="dispatch_checks")
    # What stood on the note when it was checked: another quantity is checked again.
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=2)
    result = models.CharField(_("result"), max_length=20, choices=CheckResult)
    difference = models.CharField(_("difference"), max_length=500, blank=True)
    # What was agreed about the difference, so that the goods may go all the same.
    resolution = models.CharField(_("what was agreed"), max_length=500, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("checked by")
    )
    checked_at = models.DateTimeField(_("checked at"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("dispatch check")
        verbose_name_plural = _("dispatch checks")
        constraints = [
            models.UniqueConstraint(fields=["note", "plan_line"], name="plan_line_checked_once_per_delivery"),
            models.CheckConstraint(
                condition=Q(result=CheckResult.OK) | ~Q(difference=""), name="dispatch_difference_is_described"
            ),
        ]

    def __str__(self):
        return f"{self.note} {self.plan_line}"
