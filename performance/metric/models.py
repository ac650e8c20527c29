"""The volume of a market, which no document of ours gives: entered by hand with its source (KPI-14)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.metric.states import KeptSum, PeriodKind
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


class UncountedDays(models.Model):
    """Days whose sales have to be counted again: the database notes them itself, in the transaction that changes an
    invoice, a line or a cost (performance.metric.daily)."""

    first = models.DateField(pgettext_lazy("date", "from"))
    last = models.DateField(pgettext_lazy("date", "to"))

    class Meta:
        verbose_name = _("days to be counted")
        verbose_name_plural = _("days to be counted")

    def __str__(self):
        return f"{self.first} – {self.last}"


class CountedDay(models.Model):
    """What one customer was billed on one day. Made from the documents, and never moved when customers are merged."""

    IS_COMPUTED = True

    day = models.DateField(_("day"))
    customer = models.ForeignKey(
        "customers.Customer", models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    net = MoneyField(_("net amount"), negative=True)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.day} {self.net}"


class BilledDay(CountedDay):
    """By invoices: what the sales amount is added up from."""

    class Meta:
        verbose_name = _("sales of a day")
        verbose_name_plural = _("sales of days")
        # The months that are looked at.
        indexes = [models.Index(fields=["day"], name="billed_day")]


class SoldDay(CountedDay):
    """By their lines: what quantity, profit and whatever is asked by product is added up from."""

    product = models.ForeignKey(
        "pricing.Product", models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False
    )
    quantity = models.DecimalField(_("quantity"), max_digits=16, decimal_places=3)
    profit = MoneyField(_("profit"), negative=True)

    class Meta:
        verbose_name = _("products sold on a day")
        verbose_name_plural = _("products sold on days")
        indexes = [models.Index(fields=["day"], name="sold_day")]


class UncountedPersonDays(models.Model):
    """Days of which the sums of people have to be made again: noted by the database in the transaction that books a
    payment, changes an order or puts somebody else in charge (performance.metric.by_person)."""

    what = models.CharField(pgettext_lazy("metric", "sum"), max_length=10, choices=KeptSum)
    first = models.DateField(pgettext_lazy("date", "from"))
    last = models.DateField(pgettext_lazy("date", "to"))
    # Of a new person in charge without a hand-over as yet: whose customer it is and whose it was.
    customer = models.BigIntegerField(null=True)
    owner_before = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("days of people to be counted")
        verbose_name_plural = _("days of people to be counted")

    def __str__(self):
        return f"{self.what} {self.first} – {self.last}"


class PersonMonth(models.Model):
    """What was collected or ordered in one month of the customers that were one person's on its days; nobody's without one."""

    IS_COMPUTED = True

    what = models.CharField(pgettext_lazy("metric", "sum"), max_length=10, choices=KeptSum)
    month = models.DateField(_("month"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False
    )
    number = models.PositiveIntegerField(pgettext_lazy("metric", "Number"))
    amount = MoneyField(_("amount"), negative=True)

    class Meta:
        verbose_name = _("sum of a person and month")
        verbose_name_plural = _("sums of people and months")
        constraints = [
            models.UniqueConstraint(
                fields=["what", "month", "person"], nulls_distinct=False, name="one_sum_a_person_and_month"
            )
        ]

    def __str__(self):
        return f"{self.what} {self.month} {self.amount}"
