"""The sales report of a month: of a region or of the company (ANA-02, ANA-06)."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.metric.period import Period, period_of
from performance.metric.states import PeriodKind
from performance.sales_report.querysets import SalesReportQuerySet
from performance.sales_report.states import SALES_REPORT_TRANSITIONS, SalesReportStatus
from salesmgmt.core.models import Unit
from salesmgmt.core.models.document import Document, StatusField, status_trigger


class SalesReport(Document):
    """The figures of a month as they stood when the report was made, with what its author says of them.

    ``figures`` are texts of Decimals in a fixed shape (performance.sales_report.figures): what was archived is not
    counted anew.
    """

    KIND = "sales_report"
    TRANSITIONS = SALES_REPORT_TRANSITIONS
    EDITABLE = (SalesReportStatus.GENERATED,)
    ENDED = (SalesReportStatus.ARCHIVED,)
    STEPPER = (SalesReportStatus.GENERATED, SalesReportStatus.COMMENTED, SalesReportStatus.ARCHIVED)

    Status = SalesReportStatus

    status = StatusField(Status)
    month = models.DateField(_("month"), editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, editable=False, related_name="sales_reports", verbose_name=_("organisational unit")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=pgettext_lazy("sales report", "to be commented by"),
    )
    figures = models.JSONField(default=dict, editable=False)
    figures_at = models.DateTimeField(pgettext_lazy("sales report", "figures of"), null=True, editable=False)
    dynamics = models.TextField(pgettext_lazy("sales report", "sales dynamics"), blank=True)
    costs = models.TextField(pgettext_lazy("sales report", "sales costs of the departments"), blank=True)
    competition = models.TextField(pgettext_lazy("sales report", "competition"), blank=True)
    problems = models.TextField(pgettext_lazy("sales report", "problems"), blank=True)
    commented_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=pgettext_lazy("sales report", "commented by"),
    )
    commented_at = models.DateTimeField(pgettext_lazy("sales report", "commented at"), null=True, editable=False)
    archived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=pgettext_lazy("sales report", "archived by"),
    )
    archived_at = models.DateTimeField(pgettext_lazy("sales report", "archived at"), null=True, editable=False)

    objects = SalesReportQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "unit__path", "-pk"]
        verbose_name = _("sales report")
        verbose_name_plural = _("sales reports")
        triggers = [status_trigger(SALES_REPORT_TRANSITIONS)]
        constraints = [
            # J18: a second run makes no second one.
            models.UniqueConstraint(fields=["month", "unit"], name="one_sales_report_a_month_and_unit"),
            models.CheckConstraint(
                condition=~Q(status=SalesReportStatus.ARCHIVED) | Q(archived_at__isnull=False),
                name="archived_sales_report_has_a_time",
            ),
        ]
        indexes = [models.Index(fields=["-month", "unit"], name="sales_report_newest")]

    def __str__(self) -> str:
        return f"{self.number} {self.unit} {self.period}"

    @property
    def responsible(self):
        return self.author

    @property
    def period(self) -> Period:
        return period_of(PeriodKind.MONTH, self.month)

    @property
    def last(self) -> dt.date:
        return self.period.last

    @property
    def is_of_company(self) -> bool:
        return self.unit.parent_id is None


class ReportMeasure(models.Model):
    """A measure of a report: what is to be done, by whom, until when; it becomes his to-do (ANA-06)."""

    report = models.ForeignKey(
        SalesReport, models.CASCADE, related_name="measures", verbose_name=pgettext_lazy("sales report", "report")
    )
    position = models.PositiveSmallIntegerField(_("no."), default=1, editable=False)
    text = models.TextField(pgettext_lazy("sales report", "measure"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=pgettext_lazy("sales report", "who does it"),
    )
    due_on = models.DateField(pgettext_lazy("sales report", "until"))

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = pgettext_lazy("sales report", "measure")
        verbose_name_plural = pgettext_lazy("sales report", "measures")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="report_measure_says_what")]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        """Where whoever has to do it finds it: he need not read the report."""
        return reverse("task-list")
