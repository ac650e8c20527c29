"""The nonconformity: what failed, why, what was done about it, and whether that helped (QC-03)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.inspection.models import Inspection
from orders.nonconformity.querysets import NonconformityQuerySet
from orders.nonconformity.states import NONCONFORMITY_TRANSITIONS, NonconformitySeverity, NonconformityStatus
from salesmgmt.core.models import Document
from salesmgmt.core.state import StatusField, status_trigger


class Nonconformity(Document):
    """Opened by a failed inspection, one for each; closed only with action and verification."""

    KIND = "nonconformity"

    Status = NonconformityStatus
    Severity = NonconformitySeverity
    TRANSITIONS = NONCONFORMITY_TRANSITIONS
    ENDED = (NonconformityStatus.CLOSED,)
    STEPPER = (
        NonconformityStatus.OPEN,
        NonconformityStatus.ACTION,
        NonconformityStatus.VERIFIED,
        NonconformityStatus.CLOSED,
    )

    inspection = models.OneToOneField(
        Inspection, models.PROTECT, related_name="nonconformity", verbose_name=_("inspection")
    )
    order = models.ForeignKey("orders.Order", models.PROTECT, related_name="nonconformities", verbose_name=_("order"))
    product = models.ForeignKey(
        "pricing.Product", models.PROTECT, related_name="+", verbose_name=_("product"), db_index=False
    )
    status = StatusField(Status)
    severity = models.CharField(
        pgettext_lazy("nonconformity", "severity"), max_length=10, choices=Severity, default=Severity.MAJOR
    )
    quantity = models.DecimalField(_("quantity failed"), max_digits=14, decimal_places=2)
    defect = models.TextField(_("what failed"))
    # In the order of time: at once, why, for good, did it help.
    containment = models.TextField(_("immediate measure"), blank=True)
    cause = models.TextField(_("cause"), blank=True)
    corrective_action = models.TextField(_("corrective action"), blank=True)
    action_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=pgettext_lazy("nonconformity", "action by"),
    )
    action_at = models.DateTimeField(pgettext_lazy("nonconformity", "action at"), null=True)
    verification = models.TextField(_("verification"), blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("verified by")
    )
    verified_at = models.DateTimeField(_("verified at"), null=True)
    closed_at = models.DateTimeField(_("closed at"), null=True)

    objects = NonconformityQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("nonconformity")
        verbose_name_plural = _("nonconformities")
        triggers = [status_trigger(NONCONFORMITY_TRANSITIONS)]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="nonconformity_quantity_positive"),
            # QC-03: closed only with action and verification.
            models.CheckConstraint(
                condition=~Q(status__in=[NonconformityStatus.VERIFIED, NonconformityStatus.CLOSED])
                | (~Q(corrective_action="") & ~Q(verification="") & Q(verified_by__isnull=False)),
                name="nonconformity_action_and_verification",
            ),
        ]
        indexes = [
            # What went wrong with a product before.
            models.Index(fields=["product", "-id"], name="nonconformity_of_product"),
            models.Index(fields=["status", "-id"], name="nonconformity_by_status"),
        ]

    @property
    def customer(self):
        return self.order.customer
