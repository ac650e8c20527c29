"""The check points of a product by its outgoing standard, and what an inspection found at each of them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.inspection.models import Inspection
from orders.inspection_report.querysets import CheckPointQuerySet
from orders.inspection_report.states import CheckPointKind
from salesmgmt.core.money import plain

LIMIT = {"max_digits": 12, "decimal_places": 4, "null": True, "blank": True}


class CheckPoint(models.Model):
    """One thing that is looked at or measured of every lot of a product before it leaves (QC-01)."""

    KIND = "check_point"

    Kind = CheckPointKind

    product = models.ForeignKey(
        "pricing.Product", models.PROTECT, related_name="check_points", verbose_name=_("product")
    )
    # The outgoing standard of a contract that asks for it; empty: asked of the product whoever orders it.
    annex = models.ForeignKey(
        "contracts.ContractAnnex",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="check_points",
        verbose_name=_("outgoing standard of the contract"),
    )
    position = models.PositiveSmallIntegerField(pgettext_lazy("check point", "no."), default=1)
    name = models.CharField(pgettext_lazy("check point", "check point"), max_length=80)
    kind = models.CharField(pgettext_lazy("check point", "judged by"), max_length=10, choices=Kind, default=Kind.NUMBER)
    requirement = models.CharField(pgettext_lazy("check point", "requirement"), max_length=120, blank=True)
    unit = models.CharField(pgettext_lazy("check point", "unit"), max_length=20, blank=True)
    lower = models.DecimalField(_("lower limit"), **LIMIT)
    upper = models.DecimalField(_("upper limit"), **LIMIT)
    method = models.CharField(pgettext_lazy("check point", "tool or method"), max_length=80, blank=True)
    is_active = models.BooleanField(_("in force"), default=True)

    objects = CheckPointQuerySet.as_manager()

    class Meta:
        ordering = ["product__code", "position", "pk"]
        verbose_name = pgettext_lazy("check point", "check point")
        verbose_name_plural = pgettext_lazy("check point", "check points")
        constraints = [
            models.UniqueConstraint(
                fields=["product", "name"],
                condition=Q(is_active=True, annex__isnull=True),
                name="check_point_once_per_product",
            ),
            models.UniqueConstraint(
                fields=["annex", "product", "name"], condition=Q(is_active=True), name="check_point_once_per_standard"
            ),
            models.CheckConstraint(
                condition=Q(kind=CheckPointKind.CHOICE, lower__isnull=True, upper__isnull=True)
                | Q(kind=CheckPointKind.NUMBER)
                & (Q(lower__isnull=False) | Q(upper__isnull=False))
                & (Q(lower__isnull=True) | Q(upper__isnull=True) | Q(lower__lte=F("upper"))),
                name="check_point_has_limits",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("check-point-detail", args=[self.pk])

    @property
    def responsible(self):
        return None

    def touched_fields(self):
        return []

    @property
    def asked(self):
        return asked_of(self)


class Reading(models.Model):
    """What was found at a check point, with what was asked of it then; the limits may be others later."""

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="readings", verbose_name=_("inspection"), db_index=False
    )
    point = models.ForeignKey(
        CheckPoint,
        models.PROTECT,
        related_name="readings",
        verbose_name=pgettext_lazy("check point", "check point"),
    )
    requirement = models.CharField(pgettext_lazy("check point", "requirement"), max_length=120, blank=True)
    unit = models.CharField(pgettext_lazy("check point", "unit"), max_length=20, blank=True)
    lower = models.DecimalField(_("lower limit"), **LIMIT)
    upper = models.DecimalField(_("upper limit"), **LIMIT)
    # Of the pieces measured the smallest and the greatest; of a point that is looked at neither.
    lowest = models.DecimalField(_("smallest value"), **LIMIT)
    highest = models.DecimalField(_("greatest value"), **LIMIT)
    conforms = models.BooleanField(_("as required"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("time"))

    class Meta:
        ordering = ["inspection", "point__position", "pk"]
        verbose_name = pgettext_lazy("check point", "reading")
        verbose_name_plural = pgettext_lazy("check point", "readings")
        constraints = [
            models.UniqueConstraint(fields=["inspection", "point"], name="check_point_read_once_per_inspection"),
            models.CheckConstraint(
                condition=Q(lowest__isnull=True, highest__isnull=True) | Q(lowest__lte=F("highest")),
                name="reading_from_to",
            ),
        ]

    def __str__(self):
        return f"{self.inspection} {self.point}"

    @property
    def asked(self):
        return asked_of(self)

    @property
    def found(self):
        """Smallest and greatest value, one figure where they are the same; "" of what was looked at."""
        if self.lowest is None:
            return ""
        ends = dict.fromkeys((plain(self.lowest), plain(self.highest)))
        return f"{' – '.join(ends)} {self.unit}".strip()


def asked_of(row):
    """What is asked at a point, in one text: its words and its limits."""
    limits = ""
    if row.lower is not None and row.upper is not None:
        limits = f"{plain(row.lower)} – {plain(row.upper)} {row.unit}"
    elif row.lower is not None:
        limits = f"≥ {plain(row.lower)} {row.unit}"
    elif row.upper is not None:
        limits = f"≤ {plain(row.upper)} {row.unit}"
    return " ".join(filter(None, [row.requirement, limits.strip()]))
