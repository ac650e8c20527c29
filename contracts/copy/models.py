from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contracts.contract.models import Contract
from contracts.contract.querysets import ContractPartQuerySet
from contracts.copy.querysets import ContractCopyQuerySet
from contracts.copy.states import ContractCopyHolder, ContractCopyKind, DocumentIssueKind
from salesmgmt.core.permissions import Role


class DocumentIssue(models.Model):
    """The list of documents a department issued with its review, and to whom (CON-06, CON-07)."""

    Kind = DocumentIssueKind

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

    Holder = ContractCopyHolder
    Kind = ContractCopyKind

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

    contract = models.ForeignKey(
        Contract, models.CASCADE, related_name="copies", verbose_name=_("contract"), db_index=False
    )
    holder = models.CharField(_("holder"), max_length=20, choices=Holder)
    role = models.CharField(max_length=10, choices=Role.choices, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.COPY)
    # Of which version of the contract; an older copy is replaced by that of the amended text (AMD-05).
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    replaced_at = models.DateTimeField(_("replaced at"), null=True, editable=False)
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
            models.UniqueConstraint(fields=["contract", "holder", "version"], name="one_copy_per_holder"),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="copy_acknowledged_by_and_at",
            ),
        ]
        # "Copies not acknowledged", oldest first.
        indexes = [
            models.Index(
                fields=["sent_at"],
                name="copy_waiting",
                condition=Q(acknowledged_at__isnull=True, replaced_at__isnull=True),
            )
        ]

    def __str__(self):
        return f"{self.contract} · {self.get_holder_display()}"
