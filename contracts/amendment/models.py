"""The amendment of a contract in force (合同变更), and the versions of the text that come of amendments."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contracts.amendment.querysets import AmendmentPartQuerySet, AmendmentQuerySet, ContractVersionQuerySet
from contracts.amendment.states import AMENDMENT_TRANSITIONS, OPEN, AmendmentStatus, Change, Effect, Origin, Resolution
from contracts.contract.models import AgreedLine, Contract, OfContract
from contracts.template.models import Clauses
from salesmgmt.core.models.document import Document, StatusField, status_trigger
from salesmgmt.core.money import MoneyField
from salesmgmt.core.permissions import Role

APPLICATION, SIGNED = "written_application", "signed_amendment"


class ContractAmendment(OfContract, Clauses, Document):
    """A change of a contract in force: the whole text and all lines as they are to be, and why (AMD-01).

    Nothing of it touches the contract before it is applied.
    """

    KIND = "amendment"
    Status = AmendmentStatus
    TRANSITIONS = AMENDMENT_TRANSITIONS
    EDITABLE = (AmendmentStatus.DRAFT,)
    ENDED = (AmendmentStatus.CLOSED, AmendmentStatus.NOT_ELIGIBLE, AmendmentStatus.REJECTED, AmendmentStatus.DISCARDED)
    SNAPSHOT_LINES = ("lines",)
    ATTACHMENT_KINDS = (
        (APPLICATION, _("Written application of the customer")),
        (SIGNED, _("Amendment signed and sealed by both")),
    )
    DEPARTMENTS = (
        (Role.REP.value, pgettext_lazy("holder of a copy", "Sales department")),
        (Role.PROD.value, Role.PROD.label),
    )

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="amendments", verbose_name=_("contract"))
    status = StatusField(AmendmentStatus)
    origin = models.CharField(
        pgettext_lazy("amendment", "wanted by"), max_length=10, choices=Origin, default=Origin.CUSTOMER
    )
    # Of a change wanted by the company: who causes it and applies (AMD-04).
    department = models.CharField(
        _("department causing it"), max_length=10, choices=DEPARTMENTS, blank=True, editable=False
    )
    change_types = ArrayField(
        models.CharField(max_length=30, choices=Change), verbose_name=_("what is changed"), default=list, blank=True
    )
    reason = models.TextField(_("reason"), blank=True)
    content = models.TextField(_("change in words"), blank=True)
    holds_production = models.BooleanField(
        _("hold production until the decision"),
        default=True,
        help_text=_("Plans of this contract are not released and production is not started meanwhile."),
    )
    # Production had started when it was submitted (AMD-02, AMD-03).
    production_started = models.BooleanField(_("production had started"), default=False, editable=False)
    resolution = models.CharField(_("the customer concedes"), max_length=30, choices=Resolution, blank=True)
    compensation_amount = MoneyField(_("compensation"), null=True, blank=True)
    compensation_accepted = models.BooleanField(_("the compensation is acceptable to us"), default=False)
    not_eligible_reason = models.TextField(_("why it is not possible"), blank=True, editable=False)
    # Of a change wanted by the company: the customer's answer, after the general manager's approval (AMD-04).
    negotiated_on = models.DateField(_("negotiated on"), null=True, editable=False)
    customer_agreed = models.BooleanField(_("the customer agrees"), null=True, editable=False)
    negotiation = models.TextField(_("course of the negotiation"), blank=True, editable=False)

    # The version of the contract that the draft was made of: a text written over another version would undo it.
    base_version = models.PositiveSmallIntegerField(_("made of version"), default=1, editable=False)
    # What is to be in force: the fields of the contract that the parties agree on.
    start_date = models.DateField(_("contract begins on"))
    end_date = models.DateField(_("contract ends on"))
    payment_term_days = models.PositiveSmallIntegerField(
        _("payment term (days)"), null=True, blank=True, validators=[MaxValueValidator(3650)]
    )
    signing_place = models.CharField(_("place of signing"), max_length=80, blank=True)
    amount = MoneyField(_("new amount"), default=0, editable=False)
    # The version of the contract that came of it.
    version = models.PositiveSmallIntegerField(_("version"), null=True, editable=False)
    applied_at = models.DateTimeField(_("in force since"), null=True, editable=False)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("contract amendment")
        verbose_name_plural = _("contract amendments")
        triggers = [status_trigger(AMENDMENT_TRANSITIONS)]
        indexes = [
            # The list by state, newest first.
            models.Index(fields=["status", "-id"], name="amendment_by_status"),
        ]
        constraints = [
            # Two amendments at one moment would each replace the text of the other.
            models.UniqueConstraint(
                fields=["contract"], condition=Q(status__in=OPEN), name="one_open_amendment_per_contract"
            ),
            models.UniqueConstraint(
                fields=["contract", "version"], condition=Q(version__isnull=False), name="one_amendment_per_version"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[AmendmentStatus.APPLIED, AmendmentStatus.CLOSED])
                | Q(version__isnull=False, applied_at__isnull=False),
                name="amendment_applied_to_a_version",
            ),
            # AMD-04: nothing wanted by the company is approved in the end without the customer's agreement.
            models.CheckConstraint(
                condition=~Q(
                    origin=Origin.COMPANY,
                    status__in=[AmendmentStatus.APPROVED, AmendmentStatus.APPLIED, AmendmentStatus.CLOSED],
                )
                | Q(customer_agreed=True, customer_agreed__isnull=False),
                name="amendment_of_the_company_agreed",
            ),
            models.CheckConstraint(
                condition=Q(end_date__gte=models.F("start_date")), name="amendment_period_not_negative"
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
    def is_open(self):
        return self.status in OPEN

    @property
    def wants_customer(self):
        return self.origin == Origin.CUSTOMER

    @property
    def STEPPER(self):
        """The road forks: the customer's wish is reviewed, the company's is negotiated."""
        if self.wants_customer:
            return ("draft", "requested", "re_review", "gm_approval", "approved", "applied", "closed")
        return ("draft", "gm_approval", "customer_negotiation", "approved", "applied", "closed")


class AmendmentLine(AgreedLine):
    """A product as it is to be under the amended contract."""

    amendment = models.ForeignKey(
        ContractAmendment, models.CASCADE, related_name="lines", verbose_name=_("contract amendment")
    )

    objects = AmendmentPartQuerySet.as_manager()

    class Meta(AgreedLine.Meta):
        verbose_name = _("amendment line")
        verbose_name_plural = _("amendment lines")


class ContractVersion(models.Model):
    """The text of a contract as it was put in force: kept for ever, whatever follows (AMD-05)."""

    contract = models.ForeignKey(
        Contract, models.CASCADE, related_name="versions", verbose_name=_("contract"), db_index=False
    )
    version = models.PositiveSmallIntegerField(_("version"))
    # {"fields": {name: text}, "lines": [{name: text}]}, as contracts.contract.terms.text_of gives it.
    text = models.JSONField(_("text"))
    fingerprint = models.CharField(_("fingerprint"), max_length=16)
    amount = MoneyField(_("amount"), default=0)
    amendment = models.OneToOneField(
        ContractAmendment, models.PROTECT, null=True, related_name="made", verbose_name=_("contract amendment")
    )
    put_in_force_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("put in force by")
    )
    put_in_force_at = models.DateTimeField(_("in force since"), auto_now_add=True)

    objects = ContractVersionQuerySet.as_manager()

    class Meta:
        ordering = ["contract", "version"]
        verbose_name = _("version of a contract")
        verbose_name_plural = _("versions of contracts")
        constraints = [models.UniqueConstraint(fields=["contract", "version"], name="contract_version_once")]

    def __str__(self):
        return f"{self.contract} V{self.version}"


class AmendmentEffect(models.Model):
    """What an amendment in force did to one order or plan of the contract: corrected, left as it is, or to be settled."""

    Kind = Effect

    amendment = models.ForeignKey(
        ContractAmendment, models.CASCADE, related_name="effects", verbose_name=_("contract amendment")
    )
    kind = models.CharField(_("effect"), max_length=10, choices=Kind)
    document = models.CharField(_("document"), max_length=60)
    address = models.CharField(max_length=200, blank=True)
    text = models.TextField(_("what"), blank=True)

    objects = AmendmentPartQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("effect of an amendment")
        verbose_name_plural = _("effects of amendments")

    def __str__(self):
        return f"{self.document}: {self.get_kind_display()}"
