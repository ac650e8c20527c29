"""The confirmation form under which the tax bureau issues a red letter."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orders.red_confirmation.states import VOID, EnteredBy, FormState


class RedConfirmation(models.Model):
    """A form of one credit note. A void one stays beside the new one that takes its place."""

    State = FormState

    credit = models.ForeignKey(
        "orders.Invoice", models.PROTECT, related_name="confirmations", verbose_name=_("credit note")
    )
    form_no = models.CharField(_("number of the confirmation form"), max_length=40, unique=True)
    state = models.CharField(_("state of the confirmation form"), max_length=2, choices=FormState)
    entered_by = models.CharField(_("entered by"), max_length=6, choices=EnteredBy, default=EnteredBy.SELLER)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    # Since when it is in this state: after 72 hours without confirmation it runs out.
    state_since = models.DateTimeField(_("in this state since"), editable=False)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("confirmation form")
        verbose_name_plural = _("confirmation forms")
        constraints = [
            models.UniqueConstraint(
                fields=["credit"], condition=~Q(state__in=VOID), name="one_live_confirmation_of_a_red_letter"
            ),
        ]
        triggers = [pgtrigger.Protect(name="is_kept", operation=pgtrigger.Delete)]

    def __str__(self):
        return self.form_no

    @property
    def is_void(self):
        return self.state in VOID
