"""The end of a contract before its time (合同解除), and the settlement of what was under way."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contracts.contract.models import Contract, OfContract
from contracts.termination.querysets import SettlementQuerySet, TerminationQuerySet
from contracts.termination.states import OPEN, TERMINATION_TRANSITIONS, Ground, TerminationStatus
from salesmgmt.core.models.document import Document, StatusField, status_trigger

CONSENT = "consent"


class ContractTermination(OfContract, Document):
    """Ground, reason, the consent of both parties, the settlement, and what was learned (AMD-07, F-13)."""

    KIND = "termination"
    Status = TerminationStatus
    TRANSITIONS = TERMINATION_TRANSITIONS
    EDITABLE = (TerminationStatus.PROPOSED, TerminationStatus.AWAITING_AGREEMENT)
    ENDED = (TerminationStatus.CLOSED, TerminationStatus.WITHDRAWN)
    STEPPER = (
        TerminationStatus.PROPOSED,
        TerminationStatus.AWAITING_AGREEMENT,
        TerminationStatus.GM_APPROVAL,
        TerminationStatus.TERMINATED,
        TerminationStatus.CLOSED,
    )
    ATTACHMENT_KINDS = ((CONSENT, _("Consent of both parties")),)

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="terminations", verbose_name=_("contract"))
    status = StatusField(TerminationStatus)
    ground = models.CharField(_("ground"), max_length=10, choices=Ground, blank=True)
    basis = models.CharField(
        _("article of the law or the contract"),
        max_length=200,
        blank=True,
        help_text=_("For instance 民法典第五百六十三条."),
    )
    reason = models.TextField(_("reason"), blank=True)
    course = models.TextField(_("course of the termination"), blank=True)
    agreed_on = models.DateField(_("agreed by both on"), null=True, editable=False)
    terminated_at = models.DateTimeField(_("terminated at"), null=True, editable=False)
    handover = models.TextField(_("hand-over of what is under way"), blank=True, editable=False)
    lessons = models.TextField(_("lessons learned"), blank=True, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, editable=False)

    objects = TerminationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("contract termination")
        verbose_name_plural = _("contract terminations")
        triggers = [status_trigger(TERMINATION_TRANSITIONS)]
        indexes = [models.Index(fields=["status", "-id"], name="termination_by_status")]
        constraints = [
            models.UniqueConstraint(
                fields=["contract"], condition=Q(status__in=OPEN), name="one_open_termination_per_contract"
            ),
            # AMD-07: no termination without ground and the consent of both.
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        TerminationStatus.PROPOSED,
                        TerminationStatus.AWAITING_AGREEMENT,
                        TerminationStatus.WITHDRAWN,
                    ]
                )
                | ~Q(ground="") & Q(agreed_on__isnull=False),
                name="termination_on_a_ground_and_agreed",
            ),
            # AMD-07: cause, course and lessons are recorded.
            models.CheckConstraint(
                condition=~Q(status=TerminationStatus.CLOSED)
                | ~Q(lessons="") & ~Q(course="") & Q(closed_on__isnull=False),
                name="termination_closed_with_lessons",
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def customer(self):
        return self.contract.customer

    @property
    def title(self):
        return f"{self.contract} {self.contract.customer}"

    @property
    def amount(self):
        return self.contract.amount


class SettlementExplanation(models.Model):
    """Why a thing that is still open at the end of a contract may stay so; the settlement sheet asks for it (AMD-07)."""

    termination = models.ForeignKey(
        ContractTermination,
        models.CASCADE,
        related_name="explanations",
        verbose_name=_("contract termination"),
        db_index=False,
    )
    # Names the thing: kind and key of the document.
    key = models.CharField(max_length=80)
    what = models.CharField(_("what is open"), max_length=300)
    text = models.TextField(pgettext_lazy("settlement", "explanation"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("explained by"))
    at = models.DateTimeField(_("explained at"), auto_now=True)

    objects = SettlementQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("explanation of a settlement")
        verbose_name_plural = _("explanations of settlements")
        constraints = [models.UniqueConstraint(fields=["termination", "key"], name="one_explanation_per_open_thing")]

    def __str__(self):
        return self.what
