"""Our bank accounts, and how the files of each bank are read."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.bank_account.querysets import BankAccountQuerySet, BankProfileQuerySet
from orders.bank_account.states import Bank


class BankProfile(models.Model):
    """One layout of a bank's file: which headers it has, and what they mean. Kept by finance; the first ones are shipped.

    A bank that changes its file gets another header in the list, never another program.
    """

    name = models.CharField(pgettext_lazy("bank file", "layout"), max_length=60, unique=True)
    bank = models.CharField(_("bank"), max_length=12, choices=Bank)
    # {Column: [header, ...]}: any of them, whatever its width, brackets and blanks.
    columns = models.JSONField(_("headers"), default=dict)
    # {Label: [text, ...]} of the lines above the table.
    labels = models.JSONField(_("labels"), default=dict)
    in_words = models.CharField(
        _("words for money in"),
        max_length=120,
        blank=True,
        help_text=_("As they stand in the column of the direction."),
    )
    out_words = models.CharField(_("words for money out"), max_length=120, blank=True)
    is_signed = models.BooleanField(_("money out has a minus sign"), default=False)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = BankProfileQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("layout of a bank file")
        verbose_name_plural = _("layouts of bank files")

    def __str__(self):
        return self.name


class BankAccount(models.Model):
    """An account of ours, whose statements come in."""

    number = models.CharField(_("account number"), max_length=40, unique=True)
    name = models.CharField(_("account name"), max_length=120)
    bank = models.CharField(_("bank"), max_length=12, choices=Bank)
    branch = models.CharField(_("branch"), max_length=120, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = BankAccountQuerySet.as_manager()

    class Meta:
        ordering = ["bank", "number"]
        verbose_name = _("bank account of ours")
        verbose_name_plural = _("bank accounts of ours")

    def __str__(self):
        return f"{self.get_bank_display()} …{self.number[-4:]}"
