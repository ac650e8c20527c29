"""The filing (备案) of signed originals with contract management."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contracts.contract.models import Contract, OfContract
from contracts.filing.querysets import ContractFilingQuerySet


class ContractFiling(OfContract):
    """An original that contract management has received: who, when, on which shelf (CON-13). One per version."""

    contract = models.ForeignKey(
        Contract, models.PROTECT, related_name="filings", verbose_name=_("contract"), db_index=False
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=pgettext_lazy("filing", "received by")
    )
    received_on = models.DateField(pgettext_lazy("filing", "received on"))
    shelf = models.CharField(_("shelf no."), max_length=60)
    remark = models.CharField(_("remark"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    objects = ContractFilingQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("filing of an original")
        verbose_name_plural = _("filings of originals")
        constraints = [models.UniqueConstraint(fields=["contract", "version"], name="one_filing_per_version")]
        # The list by shelf.
        indexes = [models.Index(fields=["received_on", "-id"], name="filing_by_day")]

    def __str__(self):
        return f"{self.contract} V{self.version} · {self.shelf}"
