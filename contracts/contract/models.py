"""The sales contract and its lines."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contracts.contract.querysets import ContractPartQuerySet, ContractQuerySet
from contracts.contract.states import CONTRACT_TRANSITIONS, IN_EFFECT, IN_FORCE, REVIEW, ContractStatus
from contracts.template.models import Clauses, ContractTemplate
from salesmgmt.core import registry
from salesmgmt.core.models import Attachment
from salesmgmt.core.models.document import Document, StatusField, status_trigger
from salesmgmt.core.money import CENT, MoneyField
from salesmgmt.core.search import Searchable, search_index


class Contract(Clauses, Searchable, Document):
    """A sales contract. Approval belongs to ``revision``; ``version`` counts the amendments (CON-17)."""

    KIND = "contract"

    Status = ContractStatus
    TRANSITIONS = CONTRACT_TRANSITIONS
    EDITABLE = (ContractStatus.DRAFT,)
    ENDED = (ContractStatus.COMPLETED, ContractStatus.TERMINATED, ContractStatus.DISCARDED)
    # What is in review or approved is locked; changing it all the same starts a new revision (CON-17).
    REVISABLE = (ContractStatus.DRAFT, *REVIEW, ContractStatus.APPROVED)
    STEPPER = (
        ContractStatus.DRAFT,
        *REVIEW,
        ContractStatus.APPROVED,
        ContractStatus.SIGNED,
        ContractStatus.ACTIVE,
        ContractStatus.COMPLETED,
    )
    SEARCH_FIELDS = ("customer__name", "title", "number", "old_number")
    SNAPSHOT_LINES = ("lines",)
    # What may be edited without asking the reviewers again: everything else is price, quantity, date or terms.
    FREE_FIELDS = ("title", "remark")
    BESIDE_ROUND = FREE_FIELDS

    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, related_name="contracts", verbose_name=_("customer")
    )
    # One contract for one accepted quote (QUO-07).
    quote = models.OneToOneField(
        "pricing.Quote",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="contract",
        verbose_name=_("quote"),
    )
    # The opportunity that was won with it; its agreed terms were taken over (OPP-04).
    opportunity = models.ForeignKey(
        "customers.Opportunity",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="contracts",
        verbose_name=_("opportunity"),
    )
    template = models.ForeignKey(
        ContractTemplate, models.PROTECT, related_name="contracts", verbose_name=_("contract template")
    )
    title = models.CharField(_("contract name"), max_length=120)
    status = StatusField(Status)
    revision = models.PositiveSmallIntegerField(_("revision"), default=1, editable=False)
    # The revision that was last put to the reviewers.
    submitted_revision = models.PositiveSmallIntegerField(_("revision submitted"), default=0, editable=False)
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    amount = MoneyField(_("amount"), default=0, editable=False)
    start_date = models.DateField(_("contract begins on"))
    end_date = models.DateField(_("contract ends on"))
    payment_term_days = models.PositiveSmallIntegerField(
        _("payment term (days)"), null=True, blank=True, validators=[MaxValueValidator(3650)]
    )
    signing_place = models.CharField(_("place of signing"), max_length=80, blank=True)
    original_count = models.PositiveSmallIntegerField(
        _("number of originals"), default=2, validators=[MinValueValidator(2), MaxValueValidator(20)]
    )
    remark = models.TextField(_("remark"), blank=True)
    # The customer's own paper, where that is the text in force; fields, lines and mandatory clauses are kept beside it.
    customer_paper = models.ForeignKey(
        Attachment, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("customer's own paper")
    )
    # The number in the old books of a contract that ran already on the company's first day (contracts.running).
    old_number = models.CharField(_("number in the old books"), max_length=60, blank=True, editable=False)

    approved_on = models.DateField(_("approved on"), null=True, editable=False)
    our_signed_on = models.DateField(_("signed by us on"), null=True, blank=True)
    our_signatory = models.CharField(_("our signatory"), max_length=60, blank=True)
    our_seal = models.BooleanField(_("our seal"), default=False)
    customer_signed_on = models.DateField(_("signed by the customer on"), null=True, blank=True)
    customer_signatory = models.CharField(_("customer's signatory"), max_length=60, blank=True)
    customer_seal = models.BooleanField(_("customer's seal"), default=False)
    signed_scan = models.ForeignKey(
        Attachment, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("scan of the original")
    )
    activated_on = models.DateField(_("in effect since"), null=True, editable=False)
    # The customer breaks the contract: no supply under it until the matter is settled (SUP-01).
    breach_open = models.BooleanField(_("open breach"), default=False, editable=False)
    # Papers that a contract in force lacks: the original and the seals of its version, and annexes. The database keeps them,
    # whoever writes (migration 0017); ``check_contract_papers`` compares (contracts.monitoring.risks).
    lacks_original = models.BooleanField(_("original missing"), default=False, editable=False)
    lacks_seal = models.BooleanField(_("seal missing"), default=False, editable=False)
    lacks_technical = models.BooleanField(_("technical agreement missing"), default=False, editable=False)
    lacks_quality = models.BooleanField(_("quality agreement missing"), default=False, editable=False)
    lacks_standard = models.BooleanField(_("inspection standard missing"), default=False, editable=False)
    # Its end while it is in force, kept likewise: those that ended in good order say nothing about those that ran over.
    in_force_until = models.DateField(_("in force until"), null=True, editable=False)

    objects = ContractQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")
        triggers = [status_trigger(CONTRACT_TRANSITIONS)]
        indexes = [
            search_index("contracts_contract_search"),
            # "Contracts to sign", "in review", and the active ones that end soon.
            models.Index(fields=["status", "end_date"], name="contract_status_end"),
            # The columns the list is sorted by.
            models.Index(fields=["status", "-id"], name="contract_by_status"),
            models.Index(fields=["amount", "-id"], name="contract_by_amount"),
            models.Index(fields=["end_date", "-id"], name="contract_by_end"),
            # The list, newest first, with whose they are: deep pages of a region are read from it alone.
            models.Index(fields=["-id"], include=["customer"], name="contract_newest"),
            # Contracts at risk (RSK-06), newest first where there are many, by what they lack where there are few.
            models.Index(
                fields=["-id"],
                include=[
                    "customer",
                    "status",
                    "in_force_until",
                    "breach_open",
                    "lacks_original",
                    "lacks_seal",
                    "lacks_technical",
                    "lacks_quality",
                    "lacks_standard",
                ],
                name="contract_in_force",
                condition=Q(status__in=IN_FORCE),
            ),
            models.Index(fields=["-id"], name="contract_lacks_original", condition=Q(lacks_original=True)),
            models.Index(fields=["-id"], name="contract_lacks_seal", condition=Q(lacks_seal=True)),
            models.Index(fields=["-id"], name="contract_lacks_technical", condition=Q(lacks_technical=True)),
            models.Index(fields=["-id"], name="contract_lacks_quality", condition=Q(lacks_quality=True)),
            models.Index(fields=["-id"], name="contract_lacks_standard", condition=Q(lacks_standard=True)),
            models.Index(fields=["in_force_until"], name="contract_over"),
            models.Index(fields=["-id"], name="contract_broken", condition=Q(breach_open=True)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(end_date__gte=F("start_date")), name="contract_period_not_negative"),
            # Only a final approval leads to a signature (CON-10), and four marks make it effective (CON-12).
            models.CheckConstraint(
                condition=Q(
                    status__in=[ContractStatus.DRAFT, *REVIEW, ContractStatus.APPROVED, ContractStatus.DISCARDED]
                )
                | Q(approved_on__isnull=False),
                name="contract_approved_before_signing",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=IN_EFFECT)
                | Q(
                    our_seal=True,
                    customer_seal=True,
                    signed_scan__isnull=False,
                    our_signed_on__gte=F("approved_on"),
                    customer_signed_on__gte=F("approved_on"),
                )
                # Signed and sealed on paper before this program was there; its original is filed later.
                | Q(our_seal=True, customer_seal=True) & ~Q(old_number=""),
                name="contract_signed_and_sealed_by_both",
            ),
            models.UniqueConstraint(
                fields=["old_number"], condition=~Q(old_number=""), name="one_contract_for_an_old_number"
            ),
        ]

    @property
    def is_revisable(self):
        return self.status in self.REVISABLE

    @property
    def first_due_date(self):
        """The earliest delivery date that the lines demand."""
        return min((line.due_date for line in self.lines.all() if line.due_date), default=None)

    @property
    def total_quantity(self):
        return sum((line.quantity for line in self.lines.all()), start=0)

    @property
    def production_started(self):
        """Has production of this contract begun? Orders knows and answers through the registry (PRD-09)."""
        return registry.fact("contract", "production_started", self, default=False)

    def is_expired(self, day):
        return self.end_date < day


class OfContract(models.Model):
    """Rows of lists that a region leafs through: they know their customer themselves, so that no page asks contract by
    contract. The database takes it from the contract, also when that goes to another file (migration 0017)."""

    whose = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        db_column="customer_id",
        editable=False,
        related_name="+",
        verbose_name=_("customer"),
    )

    class Meta:
        abstract = True


class AgreedLine(models.Model):
    """One product as the parties agree on it: state, quantity, tax-inclusive price, delivery date."""

    position = models.PositiveSmallIntegerField(_("no."), default=1, editable=False)
    product = models.ForeignKey("pricing.Product", models.PROTECT, related_name="+", verbose_name=_("product"))
    spec = models.CharField(_("specification"), max_length=200, blank=True)
    # Agreed with the customer's technical department; a change of it is a change of the contract (AMD-01).
    state = models.CharField(_("product state"), max_length=80, blank=True)
    unit = models.CharField(_("unit of quantity"), max_length=20, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=2, validators=[MinValueValidator(CENT)])
    price = MoneyField(_("unit price incl. tax"), default=0)
    tax_rate = models.DecimalField(_("tax rate %"), max_digits=5, decimal_places=2)
    amount = MoneyField(_("amount"), default=0, editable=False)
    due_date = models.DateField(_("delivery date"), null=True, blank=True)
    quality_standard = models.CharField(_("quality standard"), max_length=200, blank=True)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="%(class)s_quantity_positive"),
            models.CheckConstraint(condition=Q(tax_rate__gte=0, tax_rate__lte=100), name="%(class)s_tax_rate_in_range"),
        ]

    def __str__(self):
        return f"{self.product} × {self.quantity.normalize():f}"


class ContractLine(AgreedLine):
    """One product of a contract as it is in force."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="lines", verbose_name=_("contract"))

    objects = ContractPartQuerySet.as_manager()

    class Meta(AgreedLine.Meta):
        verbose_name = _("contract line")
        verbose_name_plural = _("contract lines")
