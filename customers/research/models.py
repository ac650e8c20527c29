"""Quarterly research reports (市场 / 客户 / 同行调查报告, F-34)."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.research.querysets import ResearchQuerySet
from customers.research.states import RESEARCH_REPORT_TRANSITIONS, ResearchReportStatus, ResearchReportType
from salesmgmt.core.calendar import Quarter
from salesmgmt.core.models.document import Document, StatusField, status_trigger


class ResearchReport(Document):
    """One of the three reports of a quarter: facts, trend, conclusions (RSH-01, 004 §5.2)."""

    KIND = "research"

    Status = ResearchReportStatus
    Type = ResearchReportType
    TRANSITIONS = RESEARCH_REPORT_TRANSITIONS
    EDITABLE = (ResearchReportStatus.DRAFT,)
    ENDED = (ResearchReportStatus.DISCARDED,)
    STEPPER = (ResearchReportStatus.DRAFT, ResearchReportStatus.SUBMITTED, ResearchReportStatus.REVIEWED)
    CONTENT = ("facts", "trend", "conclusions")

    status = StatusField(Status)
    type = models.CharField(_("kind of report"), max_length=10, choices=Type)
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    quarter = models.PositiveSmallIntegerField(_("quarter"), choices=[(n, f"Q{n}") for n in (1, 2, 3, 4)])
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+", verbose_name=_("author")
    )
    title = models.CharField(_("subject"), max_length=120, blank=True)
    facts = models.TextField(_("facts"), blank=True)
    trend = models.TextField(_("trend"), blank=True)
    conclusions = models.TextField(_("conclusions"), blank=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("reviewed by"),
    )
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, editable=False)
    review = models.TextField(_("opinion of the reviewer"), blank=True, editable=False)

    objects = ResearchQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-quarter", "type", "-pk"]
        verbose_name = _("research report")
        verbose_name_plural = _("research reports")
        triggers = [status_trigger(RESEARCH_REPORT_TRANSITIONS)]
        # The grid of quarters, and the job that looks for what is missing (RSH-01).
        indexes = [models.Index(fields=["year", "quarter", "type"], name="research_of_quarter")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[ResearchReportStatus.DRAFT, ResearchReportStatus.DISCARDED])
                | Q(submitted_at__isnull=False),
                name="research_submitted_has_its_time",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.period} {self.get_type_display()}"

    @property
    def period(self):
        return Quarter(self.year, self.quarter)

    @property
    def responsible(self):
        return self.author

    def missing_content(self):
        """The names of the empty parts; pure."""
        return [self._meta.get_field(name).verbose_name for name in self.CONTENT if not getattr(self, name).strip()]
