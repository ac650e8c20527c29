"""Customers near or over their warning line, since when (SUP-07)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orders.warning_line.querysets import LineAlertQuerySet
from orders.warning_line.states import LineState
from salesmgmt.core.money import MoneyField


class LineAlert(models.Model):
    """A customer came near his warning line, or crossed it; ended when he is no longer there (SUP-07, J07)."""

    State = LineState

    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, related_name="line_alerts", verbose_name=_("customer")
    )
    state = models.CharField(_("state"), max_length=20, choices=LineState)
    grade = models.CharField(_("grade"), max_length=1)
    # The figures of the last daily look.
    line = MoneyField(_("warning line"))
    balance = MoneyField(_("balance compared with the warning line"), negative=True)
    raised_at = models.DateTimeField(_("since"))
    ended_at = models.DateTimeField(_("until"), null=True, editable=False)

    objects = LineAlertQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        verbose_name = _("alert of the warning line")
        verbose_name_plural = _("alerts of the warning line")
        constraints = [
            # One at a time: what the daily job found last is what holds.
            models.UniqueConstraint(
                fields=["customer"], condition=Q(ended_at__isnull=True), name="one_open_line_alert_per_customer"
            ),
        ]
        indexes = [models.Index(fields=["-raised_at", "-id"], name="line_alert_newest")]

    def __str__(self):
        return f"{self.customer} {self.get_state_display()}"

    def get_absolute_url(self):
        return reverse("customer-account", args=[self.customer_id])

    @property
    def used(self):
        """The balance as a share of the line; 1 is the line itself."""
        return self.balance / self.line if self.line else None
