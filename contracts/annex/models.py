"""The annexes of a contract, and the customer's own paper where it is the text."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contracts.annex.states import ContractAnnexKind
from contracts.contract.models import Contract
from contracts.contract.querysets import ContractPartQuerySet, SignedOriginalQuerySet
from salesmgmt.core.models import Attachment


class ContractAnnex(models.Model):
    """An agreement signed with the customer's department, or a standard, that is part of the contract."""

    Kind = ContractAnnexKind

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="annexes", verbose_name=_("contract"))
    kind = models.CharField(_("kind"), max_length=40, choices=Kind)
    title = models.CharField(_("title"), max_length=120)
    # What it is about (F-11): the products of the contract, by what they are judged, in which technical state.
    products = models.CharField(_("products"), max_length=300, blank=True)
    standards = models.TextField(_("standards"), blank=True)
    state = models.CharField(_("product state"), max_length=200, blank=True)
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

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.title}"

    @property
    def is_filed(self) -> bool:
        """Its file is there: nobody has taken it off again."""
        return self.attachment.removed_at is None


class CustomerPaper(models.Model):
    """What the customer's own paper hangs on where it is the text of the contract; it shows prices as the original does."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="customer_papers", verbose_name=_("contract"))
    revision = models.PositiveSmallIntegerField(_("revision"))

    # The text that the reviewers read: nobody takes it off again, another one is filed instead.
    is_editable = False

    objects = SignedOriginalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("customer's paper")
        verbose_name_plural = _("customer's papers")

    def __str__(self) -> str:
        return f"{self.contract} R{self.revision}"

    def get_absolute_url(self):
        return self.contract.get_absolute_url()
