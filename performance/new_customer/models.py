"""New and potential customers of a representative in a closed year, as they were counted (PLN-06)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from performance.new_customer.querysets import NewCustomerCountQuerySet


class NewCustomerCount(models.Model):
    """The count of a closed year with the demand and the rows that led to it; never changed afterwards (PLN-06, J23)."""

    rep = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="new_customer_counts",
        verbose_name=_("representative"),
        db_index=False,
    )
    year = models.PositiveSmallIntegerField(_("year"))
    new = models.PositiveIntegerField(_("new customers"))
    new_at_target = models.PositiveIntegerField(_("new customers with the target quantity"))
    potential = models.PositiveIntegerField(_("potential customers"))
    # The demand of that year (SET-17) and the customers, leads and opportunities that were counted.
    demand = models.JSONField(default=dict)
    rows = models.JSONField(default=list)
    closed_at = models.DateTimeField(_("closed at"), auto_now_add=True)

    objects = NewCustomerCountQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "rep"]
        verbose_name = _("count of new customers")
        verbose_name_plural = _("counts of new customers")
        constraints = [models.UniqueConstraint(fields=["rep", "year"], name="new_customer_count_once")]

    def __str__(self):
        return f"{self.rep} {self.year}"
