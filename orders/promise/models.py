"""What was promised of an order line, and every change of it; the rows are never edited."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from orders.order.models import OrderLine


class PromiseChange(models.Model):
    """The promised date of an order line became another one: old, new, reason, who, when (ORD-06, ORD-10)."""

    line = models.ForeignKey(OrderLine, models.CASCADE, related_name="promise_changes", verbose_name=_("order line"))
    before = models.DateField(_("promised before"))
    after = models.DateField(_("promised now"))
    reason = models.CharField(_("reason"), max_length=500)
    # He asked for the other date himself: punctuality is measured against it, else against what he was promised first.
    asked_by_customer = models.BooleanField(_("the customer asked for it"), default=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("changed by")
    )
    changed_at = models.DateTimeField(_("changed at"))

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("change of a promised date")
        verbose_name_plural = _("changes of promised dates")
        triggers = [pgtrigger.Protect(name="promise_append_only", operation=pgtrigger.Update)]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="promise_changes_with_a_reason"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="promise_becomes_another"),
        ]

    def __str__(self):
        return f"{self.line}: {self.before} → {self.after}"
