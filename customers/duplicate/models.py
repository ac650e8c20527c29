"""What a manager decided about files that look alike."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.customer.models import Customer


class DistinctCustomers(models.Model):
    """Two files that look alike and are two firms: a manager said so, and the pair is not suspected again (CUS-13)."""

    first = models.ForeignKey(Customer, models.CASCADE, related_name="+", db_index=False)
    second = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("customers that are not the same")
        verbose_name_plural = _("customers that are not the same")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="distinct_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=models.F("second")), name="distinct_pair_in_order"),
        ]

    def __str__(self):
        return f"{self.first_id} ≠ {self.second_id}"
