"""The price policy (价格政策实施方案): how prices are made in a period, proposed by the deputy manager (PRC-11)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pricing.policy.querysets import PricePolicyQuerySet
from pricing.policy.states import POLICY_TRANSITIONS, PolicyStatus
from salesmgmt.core.models.document import Document, StatusField, status_trigger


class PricePolicy(Document):
    """Product prices by market and customer, and the principles of contracts and their prices (003 (二)2)."""

    KIND = "price_policy"
    TRANSITIONS = POLICY_TRANSITIONS
    EDITABLE = (PolicyStatus.DRAFT, PolicyStatus.REJECTED)
    ENDED = (PolicyStatus.SUPERSEDED, PolicyStatus.DISCARDED)
    STEPPER = (PolicyStatus.DRAFT, PolicyStatus.SUBMITTED, PolicyStatus.APPROVED)
    CONTENT = ("price_principles", "contract_principles")
    Status = PolicyStatus

    title = models.CharField(_("title"), max_length=120)
    valid_from = models.DateField(_("valid from"))
    price_principles = models.TextField(
        _("how product prices are made"),
        blank=True,
        help_text=_(
            "Costs and market they consider, uniform and differentiated prices, discounts and who grants them."
        ),
    )
    contract_principles = models.TextField(
        _("contract principles and prices"),
        blank=True,
        help_text=_("What contracts may agree: price, terms of payment, price adjustment, minimum quantity."),
    )
    status = StatusField(PolicyStatus)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, editable=False)

    objects = PricePolicyQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("price policy")
        verbose_name_plural = _("price policies")
        triggers = [status_trigger(POLICY_TRANSITIONS)]
        constraints = [
            models.UniqueConstraint(
                fields=["valid_from"],
                condition=Q(status=PolicyStatus.APPROVED),
                name="one_price_policy_begins_on_a_day",
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def responsible(self):
        return self.created_by

    def missing_content(self):
        """The names of the empty parts; pure."""
        return [
            str(self._meta.get_field(name).verbose_name) for name in self.CONTENT if not getattr(self, name).strip()
        ]
