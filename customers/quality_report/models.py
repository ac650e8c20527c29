"""The customer quality information feedback form (客户质量信息反馈表, 004 §7.9), a week of a sales department."""

import datetime as dt

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.complaint.models import Complaint
from customers.customer.about import AboutProduct
from customers.customer.models import Customer
from customers.quality.models import DEPARTMENTS, QualityOpinion
from customers.quality_report.querysets import QualityReportQuerySet
from customers.quality_report.states import QUALITY_FEEDBACK_REPORT_TRANSITIONS, QualityFeedbackReportStatus
from salesmgmt.core.models import Unit
from salesmgmt.core.models.document import Document, StatusField, status_trigger


class QualityFeedbackReport(Document):
    """One form for each ISO week and sales department; a week without opinions is reported as such (SVC-10)."""

    KIND = "quality_report"

    Status = QualityFeedbackReportStatus
    TRANSITIONS = QUALITY_FEEDBACK_REPORT_TRANSITIONS
    EDITABLE = (QualityFeedbackReportStatus.DRAFT,)
    ENDED = (QualityFeedbackReportStatus.DISCARDED,)
    STEPPER = (
        QualityFeedbackReportStatus.DRAFT,
        QualityFeedbackReportStatus.SUBMITTED,
        QualityFeedbackReportStatus.FORWARDED,
    )

    status = StatusField(Status)
    # The sales department that reports: a region with its sales manager, the company where there are no regions.
    unit = models.ForeignKey(Unit, models.PROTECT, editable=False, related_name="+", verbose_name=_("sales department"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("head of the department"),
    )
    year = models.PositiveSmallIntegerField(_("year"), editable=False)
    week = models.PositiveSmallIntegerField(_("week"), editable=False)
    is_nil = models.BooleanField(
        _("nothing to report"), default=False, help_text=_("The customers had no opinion on quality this week.")
    )
    remark = models.TextField(_("remark"), blank=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    forwarded_at = models.DateTimeField(_("forwarded at"), null=True, editable=False)
    forwarded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("forwarded by"),
    )
    departments = ArrayField(
        models.CharField(max_length=10, choices=DEPARTMENTS),
        default=list,
        editable=False,
        verbose_name=_("departments"),
    )

    objects = QualityReportQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-week", "unit"]
        verbose_name = _("quality feedback form")
        verbose_name_plural = _("quality feedback forms")
        triggers = [status_trigger(QUALITY_FEEDBACK_REPORT_TRANSITIONS)]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "week"],
                condition=~Q(status=QualityFeedbackReportStatus.DISCARDED),
                name="one_quality_form_a_week_and_department",
            ),
            models.CheckConstraint(condition=Q(week__gte=1, week__lte=53), name="quality_form_week_exists"),
            models.CheckConstraint(
                condition=Q(status__in=[QualityFeedbackReportStatus.DRAFT, QualityFeedbackReportStatus.DISCARDED])
                | Q(submitted_at__isnull=False),
                name="quality_form_submitted_with_time",
            ),
        ]

    @property
    def responsible(self):
        return self.owner

    @property
    def monday(self):
        return dt.date.fromisocalendar(self.year, self.week, 1)

    @property
    def sunday(self):
        return self.monday + dt.timedelta(days=6)

    @property
    def week_label(self):
        return _("%(year)d, week %(week)d") % {"year": self.year, "week": self.week}

    @property
    def title(self):
        return f"{self.week_label} · {self.unit}"


class QualityReportLine(AboutProduct):
    """What one customer said of one product, who shall deal with it and how."""

    report = models.ForeignKey(QualityFeedbackReport, models.CASCADE, related_name="lines")
    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="quality_report_lines", verbose_name=_("customer")
    )
    content = models.TextField(_("what the customer said"))
    department = models.CharField(_("department"), max_length=10, choices=DEPARTMENTS, blank=True)
    action = models.TextField(_("measure"), blank=True)
    # Where the job took the line from; a line typed by hand has none.
    opinion = models.ForeignKey(
        QualityOpinion,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="report_lines",
        verbose_name=_("quality opinion"),
    )

    complaint = models.ForeignKey(
        Complaint,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="report_lines",
        verbose_name=_("complaint"),
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("line of the quality feedback form")
        verbose_name_plural = _("lines of the quality feedback form")
        constraints = [
            # An opinion is reported once; the database holds it when two jobs prefill at one moment.
            models.UniqueConstraint(
                fields=["opinion"], condition=Q(opinion__isnull=False), name="opinion_reported_once"
            ),
            models.UniqueConstraint(
                fields=["complaint"], condition=Q(complaint__isnull=False), name="complaint_reported_once"
            ),
        ]

    def __str__(self):
        return f"{self.report} {self.customer}"

    @property
    def source(self):
        return self.opinion or self.complaint
