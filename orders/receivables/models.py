"""What was overdue on a day, by the person in charge: kept, so that the first page says whether it rises."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from orders.receivables.querysets import OverdueQuerySet
from salesmgmt.core.money import MoneyField


class OverdueOnDay(models.Model):
    """Yuan past their due date when ``day`` began; ``owner`` is who was in charge of the customers then, None for nobody."""

    day = models.DateField(_("day"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("representative")
    )
    amount = MoneyField(_("overdue"))

    objects = OverdueQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "pk"]
        verbose_name = _("overdue of a day")
        verbose_name_plural = _("overdue by day")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "owner"], nulls_distinct=False, name="one_overdue_per_day_and_person"
            )
        ]

    def __str__(self):
        return f"{self.day} {self.owner}"
