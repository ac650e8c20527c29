"""What belongs to a contract: annexes, copies, issued technical documents, finance's remarks."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contracts.models.contract import Contract
from contracts.querysets import ContractCopyQuerySet, ContractPartQuerySet, SignedOriginalQuerySet
from salesmgmt.core.models import Attachment
from salesmgmt.core.permissions import Role


class ContractAnnex(models.Model):
    """An agreement signed with the customer's department, or a standard, that is part of the contract."""

    class Kind(models.TextChoices):
        TECHNICAL_AGREEMENT = "technical_agreement", _("Technical agreement")
        QUALITY_AGREEMENT = "quality_agreement", _("Quality assurance agreement")
        INSPECTION_STANDARD = "outgoing_inspection_standard", _("Outgoing inspection standard")
        OTHER = "other", _("Other annex")

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="annexes", verbose_name=_("contract"))
    kind = models.CharField(_("kind"), max_length=40, choices=Kind)
    title = models.CharField(_("title"), max_length=120)
    our_signatory = models.CharField(_("signed for us by"), max_length=60, blank=True)
    customer_signatory = models.CharField(_("signed for the customer by"), max_length=60, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    attachment = models.OneToOneField(
        Attachment, models.PROTECT, editable=False, related_name="+", verbose_name=_("file")
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by"))
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    objects = ContractPartQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("contract annex")
        verbose_name_plural = _("contract annexes")

    def __str__(self):
        return f"{self.get_kind_display()} {self.title}"

    @property
    def is_filed(self):
        """Its file is there: nobody has taken it off again."""
        return self.attachment.removed_at is None


class SignedOriginal(models.Model):
    """What the scan of the signed paper hangs on: the scan shows prices, so departments that see none do not reach it."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="originals", verbose_name=_("contract"))
    revision = models.PositiveSmallIntegerField(_("revision"))

    # A scan is evidence: nobody takes it off again.
    is_editable = False

    objects = SignedOriginalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("signed original")
        verbose_name_plural = _("signed originals")

    def __str__(self):
        return f"{self.contract} R{self.revision}"

    def get_absolute_url(self):
        return self.contract.get_absolute_url()


class DocumentIssue(models.Model):
    """The list of documents a department issued with its review, and to whom (CON-06, CON-07)."""

    class Kind(models.TextChoices):
        TECHNICAL = "technical", _("Technical documents")
        QUALITY = "quality", _("Quality documents")

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="document_issues", verbose_name=_("contract"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    revision = models.PositiveSmallIntegerField(_("revision"))
    documents = models.TextField(_("documents"))
    recipients = ArrayField(models.CharField(max_length=10, choices=Role.choices), verbose_name=_("recipients"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=pgettext_lazy("issue of documents", "issued by"),
    )
    issued_at = models.DateTimeField(pgettext_lazy("issue of documents", "issued at"), auto_now_add=True)

    objects = ContractPartQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("issue of documents")
        verbose_name_plural = _("issues of documents")

    def __str__(self):
        return f"{self.get_kind_display()} R{self.revision}"

    def recipient_labels(self):
        return [Role(role).label for role in self.recipients]


class ContractCopy(models.Model):
    """A copy of the contract in the hands of a department: sent and acknowledged (CON-14, 004 §3.8)."""

    class Holder(models.TextChoices):
        SALES = "sales", pgettext_lazy("holder of a copy", "Sales department")
        FINANCE = "finance", _("Finance")
        TECHNICAL = "technical", _("Technical department")
        QUALITY = "quality", _("Quality department")
        PRODUCTION = "production", _("Production department")
        LEGAL = "legal", _("Legal")
        CONTRACTS = "contracts", _("Contract management")
        WAREHOUSE = "warehouse", _("Warehouse")

    class Kind(models.TextChoices):
        ORIGINAL = "original", pgettext_lazy("contract", "Original")
        COPY = "copy", pgettext_lazy("contract", "Copy")

    # Whose role reads and acknowledges the copy of a holder; the sales copy is the responsible person's.
    ROLES = {
        Holder.SALES: Role.REP,
        Holder.FINANCE: Role.FIN,
        Holder.TECHNICAL: Role.TEC,
        Holder.QUALITY: Role.QA,
        Holder.PRODUCTION: Role.PROD,
        Holder.LEGAL: Role.LEG,
        Holder.CONTRACTS: Role.CMG,
        Holder.WAREHOUSE: Role.WH,
    }

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="copies", verbose_name=_("contract"))
    holder = models.CharField(_("holder"), max_length=20, choices=Holder)
    role = models.CharField(max_length=10, choices=Role.choices, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.COPY)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=pgettext_lazy("contract copies", "sent by"),
    )
    sent_at = models.DateTimeField(_("sent at"), auto_now_add=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("acknowledged by")
    )
    acknowledged_at = models.DateTimeField(_("acknowledged at"), null=True, blank=True)

    objects = ContractCopyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("contract copy")
        verbose_name_plural = _("contract copies")
        constraints = [
            models.UniqueConstraint(fields=["contract", "holder"], name="one_copy_per_holder"),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="copy_acknowledged_by_and_at",
            ),
        ]
        # "Copies not acknowledged", oldest first.
        indexes = [models.Index(fields=["sent_at"], name="copy_waiting", condition=Q(acknowledged_at__isnull=True))]

    def __str__(self):
        return f"{self.contract} · {self.get_holder_display()}"


class ContractRemark(models.Model):
    """A remark of finance, which supervises the contract and does not edit it (CON-16). Never changed."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="finance_remarks", verbose_name=_("contract"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("author"))
    text = models.TextField(_("remark"))
    at = models.DateTimeField(_("time"), auto_now_add=True)

    objects = ContractPartQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("finance remark")
        verbose_name_plural = _("finance remarks")

    def __str__(self):
        return self.text[:40]
