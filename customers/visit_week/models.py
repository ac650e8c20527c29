"""The record of a week that is over (VIS-05)."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers.customer.models import Customer
from customers.visit_week.querysets import ComplianceQuerySet


class WeeklyVisitCompliance(models.Model):
    """A week that is over: who was in charge of the customer and how often he went (VIS-05, 004 §7.10)."""

    rep = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("responsible rep"),
        db_index=False,
    )
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="+", verbose_name=_("customer"))
    year = models.PositiveSmallIntegerField(_("year"))
    week = models.PositiveSmallIntegerField(_("ISO week"))
    done = models.PositiveSmallIntegerField(_("visits"))

    objects = ComplianceQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-week", "pk"]
        verbose_name = _("weekly visits")
        verbose_name_plural = _("weekly visits")
        constraints = [
            # The Monday job may run twice.
            models.UniqueConstraint(fields=["rep", "customer", "year", "week"], name="one_count_per_customer_and_week"),
        ]
        indexes = [models.Index(fields=["year", "week", "rep"], name="compliance_of_week")]

    def __str__(self):
        return f"{self.year}-W{self.week:02d} {self.rep}"

    def get_absolute_url(self):
        """The rep's week in the grid."""
        return reverse("visit-compliance") + f"?week={self.year}-W{self.week:02d}&rep={self.rep_id}#customers"
