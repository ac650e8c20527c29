"""The customer's acceptance of what was delivered, line by line (DLV-08)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orders.acceptance.states import ACCEPTANCE_TRANSITIONS, AcceptanceStatus, ObjectionSubject
from orders.delivery.models import DeliveryNoteLine
from salesmgmt.core.models.document import Stateful, StatusField, status_trigger


class Acceptance(Stateful):
    """Does the customer accept quantity, specification and quality of one delivered line (DLV-08, 001 三(四)4)?"""

    Status = AcceptanceStatus
    Subject = ObjectionSubject
    TRANSITIONS = ACCEPTANCE_TRANSITIONS
    ENDED = (AcceptanceStatus.ACCEPTED,)

    line = models.OneToOneField(DeliveryNoteLine, models.PROTECT, related_name="acceptance", verbose_name=_("line"))
    status = StatusField(AcceptanceStatus)
    subject = models.CharField(_("objection to"), max_length=20, choices=ObjectionSubject, blank=True)
    objection = models.TextField(_("objection"), blank=True)
    objected_at = models.DateTimeField(_("objected at"), null=True)
    resolution = models.TextField(_("how it was settled"), blank=True)
    resolved_at = models.DateTimeField(_("settled at"), null=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True)
    accepted_for = models.CharField(_("accepted for the customer by"), max_length=60, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("recorded by")
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("acceptance by the customer")
        verbose_name_plural = _("acceptances by customers")
        triggers = [status_trigger(ACCEPTANCE_TRANSITIONS)]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=AcceptanceStatus.PENDING)
                | Q(status=AcceptanceStatus.ACCEPTED, objected_at__isnull=True)
                | (Q(objected_at__isnull=False) & ~Q(objection="") & ~Q(subject="")),
                name="acceptance_objection_is_described",
            ),
            # DLV-08: after an objection nothing is accepted without what was agreed.
            models.CheckConstraint(
                condition=~Q(status__in=[AcceptanceStatus.RESOLVED, AcceptanceStatus.ACCEPTED])
                | Q(objected_at__isnull=True)
                | ~Q(resolution=""),
                name="acceptance_objection_is_settled",
            ),
            models.CheckConstraint(
                condition=Q(status=AcceptanceStatus.ACCEPTED, accepted_at__isnull=False)
                | (~Q(status=AcceptanceStatus.ACCEPTED) & Q(accepted_at__isnull=True)),
                name="acceptance_accepted_at",
            ),
        ]
        indexes = [
            # What waits for the customer's word, and what he objected to.
            models.Index(fields=["status"], name="acceptance_open", condition=Q(accepted_at__isnull=True)),
        ]

    def __str__(self):
        return str(self.line)
