"""How a contract is performed: regular monitoring, deviations with cause and correction."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contracts.contract.models import Contract, OfContract
from contracts.monitoring.querysets import DeviationQuerySet, MonitoringQuerySet
from contracts.monitoring.states import DEVIATION_TRANSITIONS, DeviationStatus, Subject
from salesmgmt.core.models.document import Stateful, StatusField, status_trigger
from salesmgmt.core.money import MoneyField


class Deviation(OfContract, Stateful):
    """What is not as the contract says: found, explained, corrected, closed (CON-15)."""

    Clause = Subject
    Status = DeviationStatus
    TRANSITIONS = DEVIATION_TRANSITIONS
    EDITABLE = (DeviationStatus.OPEN, DeviationStatus.CORRECTING)
    ENDED = (DeviationStatus.CLOSED,)
    STEPPER = (DeviationStatus.OPEN, DeviationStatus.CORRECTING, DeviationStatus.CLOSED)

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="deviations", verbose_name=_("contract"))
    found_on = models.DateField(_("found on"))
    clause = models.CharField(_("clause concerned"), max_length=20, choices=Clause)
    text = models.TextField(_("deviation"))
    cause = models.TextField(_("cause"), blank=True)
    corrective_action = models.TextField(_("corrective action"), blank=True)
    due_on = models.DateField(_("to be corrected by"), null=True, blank=True)
    result = models.TextField(_("result"), blank=True, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, editable=False)
    status = StatusField(DeviationStatus)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=pgettext_lazy("deviation", "found by"),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = DeviationQuerySet.as_manager()

    class Meta:
        ordering = ["-found_on", "-pk"]
        verbose_name = _("deviation from a contract")
        verbose_name_plural = _("deviations from contracts")
        triggers = [status_trigger(DEVIATION_TRANSITIONS)]
        indexes = [
            # The list, newest first, and what is still open.
            models.Index(fields=["-found_on", "-id"], name="deviation_newest"),
            models.Index(
                fields=["contract", "-found_on"], name="deviation_open", condition=~Q(status=DeviationStatus.CLOSED)
            ),
        ]
        constraints = [
            # CON-15: a deviation without cause and action cannot be closed.
            models.CheckConstraint(
                condition=~Q(status=DeviationStatus.CLOSED)
                | ~Q(cause="") & ~Q(corrective_action="") & Q(closed_on__isnull=False),
                name="deviation_closed_with_cause_and_action",
            ),
        ]

    def __str__(self):
        return f"{self.contract} {self.get_clause_display()}"

    def get_absolute_url(self):
        return reverse("contract-deviation-detail", args=[self.pk])

    @property
    def customer(self):
        return self.contract.customer

    @property
    def responsible(self):
        return self.contract.responsible

    @property
    def title(self):
        return f"{self.contract} {self.contract.customer}"


class Monitoring(models.Model):
    """A regular look at a contract: how far it had come, and what the person in charge says of it (CON-15, SET-44)."""

    contract = models.ForeignKey(
        Contract, models.PROTECT, related_name="monitorings", verbose_name=_("contract"), db_index=False
    )
    on = models.DateField(_("day"))
    # How far it had come that day: shares of the contract's own quantity and amount.
    delivered_share = models.DecimalField(_("delivered"), max_digits=7, decimal_places=3, null=True)
    paid_share = models.DecimalField(pgettext_lazy("monitoring", "paid"), max_digits=7, decimal_places=3, null=True)
    billed_amount = MoneyField(pgettext_lazy("monitoring", "billed"), null=True, negative=True)
    paid_amount = MoneyField(pgettext_lazy("monitoring", "paid"), null=True, negative=True)
    finding = models.TextField(_("how it is performed"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    objects = MonitoringQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("monitoring of a contract")
        verbose_name_plural = _("monitorings of contracts")
        # The last look at a contract: job J18.
        indexes = [models.Index(fields=["contract", "-on"], name="monitoring_last")]

    def __str__(self):
        return f"{self.contract} {self.on}"
