"""Whose money it is, where the name of the payer does not say it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.known_payer.querysets import KnownPayerQuerySet
from orders.known_payer.states import PayerKind


class KnownPayer(models.Model):
    """An account or a name by which a customer's money comes: learnt from a confirmed line, or entered by finance."""

    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, related_name="known_payers", verbose_name=_("customer")
    )
    kind = models.CharField(pgettext_lazy("payer", "what he is"), max_length=8, choices=PayerKind)
    name = models.CharField(_("name of the payer"), max_length=120, blank=True)
    # The name as it is compared: firm_name().
    name_key = models.CharField(max_length=120, blank=True, editable=False, db_index=True)
    account = models.CharField(_("account of the payer"), max_length=60, blank=True, db_index=True)
    note = models.CharField(_("remark"), max_length=200, blank=True)
    line = models.ForeignKey(
        "orders.BankLine",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("learnt from"),
    )
    is_active = models.BooleanField(_("in use"), default=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+", verbose_name=_("entered by")
    )
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    objects = KnownPayerQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("known payer")
        verbose_name_plural = _("known payers")
        constraints = [
            models.CheckConstraint(condition=~Q(name="") | ~Q(account=""), name="known_payer_is_known_by_something")
        ]
        triggers = [pgtrigger.Protect(name="payers_are_kept", operation=pgtrigger.Delete)]

    def __str__(self):
        return self.called

    @property
    def called(self):
        return self.name or self.account
