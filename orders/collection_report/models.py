"""What a rep tells finance of the money he was promised and of what is overdue, week by week."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.collection_report.querysets import CollectionReportQuerySet
from orders.collection_report.states import COLLECTION_REPORT_TRANSITIONS, CollectionReportStatus
from orders.dunning.states import Cause
from salesmgmt.core.models import Document
from salesmgmt.core.models.document import StatusField, status_trigger
from salesmgmt.core.money import MoneyField


class CollectionReport(Document):
    """回款报告: the payments announced in a period and the causes of what is overdue (REC-03, F-31)."""

    KIND = "collection_report"
    Status = CollectionReportStatus
    TRANSITIONS = COLLECTION_REPORT_TRANSITIONS
    EDITABLE = (CollectionReportStatus.DRAFT,)
    ENDED = (CollectionReportStatus.DISCARDED,)
    STEPPER = (CollectionReportStatus.DRAFT, CollectionReportStatus.SUBMITTED, CollectionReportStatus.ACKNOWLEDGED)

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("sales representative"),
        db_index=False,
    )
    status = StatusField(CollectionReportStatus)
    date_from = models.DateField(pgettext_lazy("date", "from"))
    date_to = models.DateField(pgettext_lazy("date", "to"))
    total = MoneyField(_("announced in all"), default=0)
    remark = models.TextField(_("remark"), blank=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, editable=False)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=pgettext_lazy("collection report", "acknowledged by"),
    )
    acknowledged_at = models.DateTimeField(_("acknowledged at"), null=True, editable=False)

    objects = CollectionReportQuerySet.as_manager()

    class Meta:
        ordering = ["-date_to", "-pk"]
        verbose_name = _("collection report")
        verbose_name_plural = _("collection reports")
        indexes = [models.Index(fields=["owner", "-date_to", "-id"], name="collection_report_of_rep")]
        constraints = [
            models.CheckConstraint(condition=Q(date_to__gte=F("date_from")), name="collection_report_period"),
            models.UniqueConstraint(
                fields=["owner", "date_from"],
                condition=~Q(status=CollectionReportStatus.DISCARDED),
                name="collection_report_once",
            ),
        ]
        triggers = [status_trigger(COLLECTION_REPORT_TRANSITIONS)]


class AnnouncedPayment(models.Model):
    """A payment as it stood when the report was written."""

    report = models.ForeignKey(CollectionReport, models.CASCADE, related_name="payments")
    payment = models.ForeignKey("orders.Payment", models.PROTECT, related_name="+", verbose_name=_("payment"))
    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="+", verbose_name=_("customer"))
    date = models.DateField(_("received on"))
    amount = MoneyField(_("amount"))
    # Numbers of the invoices it pays; before finance allocates, those that the oldest-first proposal names.
    invoices = models.CharField(_("invoices"), max_length=200, blank=True)

    class Meta:
        ordering = ["date", "pk"]
        verbose_name = _("announced payment")
        verbose_name_plural = _("announced payments")

    def __str__(self):
        return f"{self.customer} {self.amount}"


class OverdueCause(models.Model):
    """A customer who is overdue at the end of the period, with the last cause that was learned."""

    report = models.ForeignKey(CollectionReport, models.CASCADE, related_name="causes")
    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="+", verbose_name=_("customer"))
    overdue = MoneyField(_("overdue"))
    cause = models.CharField(_("cause of the delay"), max_length=20, choices=Cause, blank=True)
    measure = models.TextField(_("measure"), blank=True)
    promised_on = models.DateField(_("payment promised for"), null=True, blank=True)

    class Meta:
        ordering = ["-overdue", "pk"]
        verbose_name = _("overdue customer")
        verbose_name_plural = _("overdue customers")

    def __str__(self):
        return f"{self.customer} {self.overdue}"
