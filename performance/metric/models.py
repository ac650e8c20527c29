"""The volume of a market, which no document of ours gives: entered by hand with its source (KPI-14)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.metric.states import PeriodKind
from salesmgmt.core.models import Unit
from salesmgmt.core.money import MoneyField


class MarketVolume(models.Model):
    """What all suppliers together sold in the market of a unit in one month, quarter or year, without tax."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("organisational unit"), db_index=False
    )
    kind = models.CharField(_("kind of period"), max_length=8, choices=PeriodKind, default=PeriodKind.YEAR)
    first = models.DateField(pgettext_lazy("date", "from"))
    amount = MoneyField(_("market volume"))
    source = models.CharField(_("source"), max_length=200)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name=_("entered by"),
    )
    entered_at = models.DateTimeField(_("entered at"), auto_now=True)

    class Meta:
        ordering = ["-first", "kind", "unit"]
        verbose_name = _("market volume")
        verbose_name_plural = _("market volumes")
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind", "first"], name="one_market_volume_a_period"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="market_volume_is_positive"),
        ]

    def __str__(self):
        return f"{self.unit} {self.first}"

    def get_absolute_url(self):
        return reverse("market-volume-list")
