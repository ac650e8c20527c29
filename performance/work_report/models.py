"""What a person tells his superior of a week: what was done, drafted from the records, and problems and proposals."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.work_report.querysets import WorkReportQuerySet
from performance.work_report.states import WORK_REPORT_TRANSITIONS, LineKind, WorkReportStatus
from salesmgmt.core.models.document import Document, StatusField, status_trigger
from salesmgmt.core.money import MoneyField


class WorkReport(Document):
    """工作汇报: one person, one period (TEAM-05, F-41); its figures are those of the records when it was handed in."""

    KIND = "work_report"

    Status = WorkReportStatus
    TRANSITIONS = WORK_REPORT_TRANSITIONS
    EDITABLE = (WorkReportStatus.DRAFT,)
    ENDED = (WorkReportStatus.COMMENTED, WorkReportStatus.DISCARDED)
    STEPPER = (WorkReportStatus.DRAFT, WorkReportStatus.SUBMITTED, WorkReportStatus.COMMENTED)

    status = StatusField(Status)
    employee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        editable=False,
        related_name="work_reports",
        verbose_name=pgettext_lazy("work report", "report of"),
        db_index=False,
    )
    date_from = models.DateField(pgettext_lazy("date", "from"), editable=False)
    date_to = models.DateField(pgettext_lazy("date", "to"), editable=False)
    visits = models.PositiveIntegerField(_("visits"), default=0, editable=False)
    leads = models.PositiveIntegerField(_("leads"), default=0, editable=False)
    orders = models.PositiveIntegerField(_("orders"), default=0, editable=False)
    ordered = MoneyField(pgettext_lazy("work report", "ordered"), default=0, editable=False)
    # Less than nothing where more was taken back than came in.
    collected = MoneyField(_("collected"), negative=True, default=0, editable=False)
    problems = models.TextField(pgettext_lazy("work report", "problems"), blank=True)
    proposals = models.TextField(pgettext_lazy("work report", "proposals"), blank=True)
    next_steps = models.TextField(pgettext_lazy("work report", "next steps"), blank=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, editable=False)
    superior_comment = models.TextField(
        pgettext_lazy("work report", "comment of the superior"), blank=True, editable=False
    )
    commented_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=pgettext_lazy("work report", "commented by"),
    )
    commented_at = models.DateTimeField(pgettext_lazy("work report", "commented at"), null=True, editable=False)

    objects = WorkReportQuerySet.as_manager()

    class Meta:
        ordering = ["-date_to", "-pk"]
        verbose_name = pgettext_lazy("work report", "work report")
        verbose_name_plural = pgettext_lazy("work report", "work reports")
        triggers = [status_trigger(WORK_REPORT_TRANSITIONS)]
        indexes = [models.Index(fields=["employee", "-date_to", "-id"], name="work_report_of_employee")]
        constraints = [
            models.CheckConstraint(condition=Q(date_to__gte=F("date_from")), name="work_report_period"),
            models.UniqueConstraint(
                fields=["employee", "date_from"],
                condition=~Q(status=WorkReportStatus.DISCARDED),
                name="work_report_once",
            ),
            models.CheckConstraint(condition=~Q(commented_by=F("employee")), name="work_report_commented_by_another"),
        ]

    @property
    def responsible(self):
        return self.employee

    @property
    def title(self):
        return f"{self.employee} {self.date_from} – {self.date_to}"


class WorkReportLine(models.Model):
    """One thing that was done, as it stood when the report was handed in, with the record it comes from."""

    report = models.ForeignKey(WorkReport, models.CASCADE, related_name="lines")
    kind = models.CharField(pgettext_lazy("work report", "what was done"), max_length=10, choices=LineKind)
    date = models.DateField(_("day"))
    customer = models.CharField(_("customer"), max_length=120, blank=True)
    what = models.CharField(_("content"), max_length=200, blank=True)
    amount = MoneyField(_("amount"), negative=True, null=True, blank=True)
    visit = models.ForeignKey("customers.Visit", models.PROTECT, null=True, related_name="+")
    lead = models.ForeignKey("customers.Lead", models.PROTECT, null=True, related_name="+")
    order = models.ForeignKey("orders.Order", models.PROTECT, null=True, related_name="+")
    payment = models.ForeignKey("orders.Payment", models.PROTECT, null=True, related_name="+")
    refund = models.ForeignKey("orders.Refund", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["kind", "date", "pk"]
        verbose_name = pgettext_lazy("work report", "line of a work report")
        verbose_name_plural = pgettext_lazy("work report", "lines of a work report")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=LineKind.VISIT, visit__isnull=False)
                | Q(kind=LineKind.LEAD, lead__isnull=False)
                | Q(kind=LineKind.ORDER, order__isnull=False)
                | Q(kind=LineKind.PAYMENT, payment__isnull=False)
                | Q(kind=LineKind.PAYMENT, refund__isnull=False),
                name="work_report_line_has_its_record",
            )
        ]

    def __str__(self):
        return f"{self.report} {self.kind} {self.date}"

    @property
    def record(self):
        """The visit, lead, order, payment, or refund of money that had come in."""
        return self.refund or getattr(self, self.kind)


class WorkReportPerson(models.Model):
    """What one of the people whom the writer leads did in the period, as it stood when the report was handed in."""

    report = models.ForeignKey(WorkReport, models.CASCADE, related_name="people", db_index=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("representative")
    )
    visits = models.PositiveIntegerField(_("visits"))
    leads = models.PositiveIntegerField(_("leads"))
    orders = models.PositiveIntegerField(_("orders"))
    ordered = MoneyField(pgettext_lazy("work report", "ordered"))
    collected = MoneyField(_("collected"), negative=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = pgettext_lazy("work report", "person of a work report")
        verbose_name_plural = pgettext_lazy("work report", "people of a work report")
        constraints = [models.UniqueConstraint(fields=["report", "person"], name="work_report_person_once")]

    def __str__(self):
        return f"{self.report} {self.person}"
