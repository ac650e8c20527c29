"""What was negotiated with the customer, round by round (OPP-04)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.opportunity.models import Opportunity


class NegotiationRecord(models.Model):
    """One round: the five topics as they stand after it, which of them are agreed, and who said what."""

    TOPICS = ("quantity", "quality_standard", "packaging", "payment_terms", "delivery_place")

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="negotiations")
    held_on = models.DateField(_("date"))
    quantity = models.DecimalField(
        _("quantity"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    unit = models.CharField(_("unit of quantity"), max_length=12, blank=True)
    quality_standard = models.TextField(_("quality standard"), blank=True)
    packaging = models.TextField(_("packaging"), blank=True)
    payment_terms = models.TextField(_("payment terms"), blank=True)
    delivery_place = models.CharField(_("delivery place"), max_length=200, blank=True)
    note = models.TextField(_("course of the talks"), blank=True)
    # What stands in a field may be a wish of one side: agreed is what was marked as agreed.
    agreed_topics = ArrayField(models.CharField(max_length=20), verbose_name=_("agreed on"), default=list, blank=True)
    is_agreed = models.BooleanField(_("agreed"), default=False, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("negotiation")
        verbose_name_plural = _("negotiations")
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity"], condition=Q(is_agreed=True), name="one_agreement_an_opportunity"
            ),
            # OPP-04: agreed means all five.
            models.CheckConstraint(
                condition=Q(is_agreed=False)
                | (
                    Q(quantity__isnull=False, quantity__gt=0)
                    & ~Q(quality_standard="")
                    & ~Q(packaging="")
                    & ~Q(payment_terms="")
                    & ~Q(delivery_place="")
                    & Q(
                        agreed_topics__contains=[
                            "quantity",
                            "quality_standard",
                            "packaging",
                            "payment_terms",
                            "delivery_place",
                        ]
                    )
                ),
                name="agreement_has_five_topics",
            ),
        ]

    def __str__(self):
        return f"{self.opportunity} {self.held_on}"

    def is_settled(self, name):
        """Whether a topic is agreed: marked so, with what was agreed; pure."""
        return name in self.agreed_topics and bool(getattr(self, name))

    def missing_topics(self):
        """The verbose names of the topics that are still open; pure."""
        return [self._meta.get_field(name).verbose_name for name in self.TOPICS if not self.is_settled(name)]

    def empty_topics(self):
        """The verbose names of the topics marked as agreed without what was agreed; pure."""
        names = [name for name in self.TOPICS if name in self.agreed_topics and not getattr(self, name)]
        return [self._meta.get_field(name).verbose_name for name in names]
