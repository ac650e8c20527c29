"""The payroll basis: which confirmed results were handed to the payroll, each once (KPI-05)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from performance.assessment.models import Assessment


class PayrollBatch(models.Model):
    """One export of the payroll basis; its file can be made again and holds the same rows."""

    number = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("exported by")
    )
    made_at = models.DateTimeField(_("exported at"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("payroll basis")
        verbose_name_plural = _("payroll bases")
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("payroll-batch-list")


class PayrollEntry(models.Model):
    """A confirmed result in its export: the database allows each assessment once."""

    batch = models.ForeignKey(PayrollBatch, models.PROTECT, related_name="entries")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="payroll_entries", db_index=False)
    # What an upheld appeal changed after the result had been handed over: a row of its own in a later export.
    is_correction = models.BooleanField(_("correction"), default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "is_correction"], name="once_in_the_payroll"),
        ]
        verbose_name = _("entry of the payroll basis")
        verbose_name_plural = _("entries of the payroll basis")
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return str(self.assessment)
