"""The company's own data, as printed on every paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.phone import PhoneField

if TYPE_CHECKING:
    from typing import Any


class CompanyProfile(models.Model):
    """The only row: name, tax data, bank and pictures of the company that issues the papers."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    full_name = models.CharField(_("company full name"), max_length=120, blank=True)
    credit_code = models.CharField(_("unified social credit code"), max_length=18, blank=True)
    legal_representative = models.CharField(_("legal representative"), max_length=60, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    phone = PhoneField(_("phone"), max_length=40, blank=True)
    fax = PhoneField(_("fax"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    bank = models.CharField(_("bank"), max_length=120, blank=True)
    account = models.CharField(_("account number"), max_length=40, blank=True)
    place_of_signing = models.CharField(_("usual place of signing"), max_length=80, blank=True)
    # Names of files in var/media/company; empty where there is no picture.
    logo = models.CharField(_("logo"), max_length=60, blank=True, editable=False)
    seal = models.CharField(_("picture of the seal"), max_length=60, blank=True, editable=False)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        verbose_name = _("company data")
        verbose_name_plural = _("company data")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="company_profile_is_one_row")]

    def __str__(self) -> Any:
        return self.full_name
