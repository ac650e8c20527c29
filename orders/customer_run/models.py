"""A run over many customers, done by the worker."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.customer_run.states import OPEN, RunKind
from salesmgmt.core.models.job import Job


class CustomerRun(Job):
    """What a run has made so far, and how many customers were left out for which reason."""

    TASK = "orders.customer_run.clock.run_customers"

    kind = models.CharField(_("kind"), max_length=12, choices=RunKind)
    month = models.DateField(pgettext_lazy("books", "month"), null=True)
    made = models.PositiveIntegerField(pgettext_lazy("run", "drawn up"), default=0)
    left_out = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("run over customers")
        verbose_name_plural = _("runs over customers")
        indexes = [models.Index(fields=["user", "kind", "-id"], name="customer_run_of_user")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind"], condition=Q(status__in=OPEN), name="one_open_customer_run_of_a_kind"
            ),
        ]

    def __str__(self):
        month = f" {self.month:%Y-%m}" if self.month else ""
        return f"{self.get_kind_display()}{month}"
