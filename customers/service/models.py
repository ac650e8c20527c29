"""After-sales service: who does it and what was promised (SVC-01, SVC-02)."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers.category.models import ProductCategory
from customers.customer.models import Customer
from customers.service.querysets import CommitmentQuerySet

# A century: what nobody means by a warranty, and what a calendar can still add.
MAX_MONTHS = 1200


class ServiceTeam(models.Model):
    """A team of the after-sales service; its lead hears of tickets that nobody takes (SVC-03)."""

    name = models.CharField(_("service team"), max_length=60, unique=True)
    lead = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("team lead"))
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("service team")
        verbose_name_plural = _("service teams")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("service-team-edit", args=[self.pk])


class Technician(models.Model):
    """A member of a service team and the product categories he knows how to repair (SVC-02)."""

    team = models.ForeignKey(ServiceTeam, models.CASCADE, related_name="technicians", verbose_name=_("service team"))
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="technician", verbose_name=_("technician")
    )
    skills = models.ManyToManyField(ProductCategory, blank=True, related_name="technicians", verbose_name=_("skills"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("technician")
        verbose_name_plural = _("technicians")

    def __str__(self):
        return str(self.person)


class ServiceCommitment(models.Model):
    """What a contract promises after the sale: warranty, maintenance, removal of faults (SVC-01, 001 三(五)1).

    Contracts belong to an app to the right, so this one is known by its number.
    """

    customer = models.ForeignKey(
        Customer,
        models.PROTECT,
        related_name="service_commitments",
        verbose_name=_("customer"),
        db_index=False,
    )
    contract_number = models.CharField(_("contract"), max_length=40)
    product_category = models.ForeignKey(
        ProductCategory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("product category"),
        help_text=_("Empty: all products of the contract."),
    )
    warranty_months = models.PositiveSmallIntegerField(
        _("warranty in months"), validators=[MaxValueValidator(MAX_MONTHS)]
    )
    scope = models.TextField(_("scope of the warranty"))
    maintenance = models.TextField(_("maintenance"), blank=True)
    fault_removal = models.TextField(_("removal of faults"), blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("service commitment")
        verbose_name_plural = _("service commitments")
        constraints = [
            # One promise a contract and category: two would leave it open which one counts.
            models.UniqueConstraint(
                fields=["customer", "contract_number", "product_category"],
                nulls_distinct=False,
                name="one_commitment_per_contract_and_category",
            )
        ]

    def __str__(self):
        return self.contract_number

    def get_absolute_url(self):
        return reverse("service-commitment-edit", args=[self.pk])
