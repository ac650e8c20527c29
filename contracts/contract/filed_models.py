"""What is filed with a contract: the signed original, the remarks of finance."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contracts.contract.models import Contract
from contracts.contract.querysets import ContractPartQuerySet, SignedOriginalQuerySet


class SignedOriginal(models.Model):
    """What the scan of the signed paper hangs on: the scan shows prices, so departments that see none do not reach it."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="originals", verbose_name=_("contract"))
    revision = models.PositiveSmallIntegerField(_("revision"))
    # 1 is the contract itself; every amendment has its own signed paper.
    version = models.PositiveSmallIntegerField(_("version"), default=1)

    # A scan is evidence: nobody takes it off again.
    is_editable = False

    objects = SignedOriginalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("signed original")
        verbose_name_plural = _("signed originals")

    def __str__(self) -> str:
        return f"{self.contract} R{self.revision} V{self.version}"

    def get_absolute_url(self):
        return self.contract.get_absolute_url()


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
