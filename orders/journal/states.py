"""The ledger accounts a journal entry names, and the programs its file is laid out for."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Subject(models.TextChoices):
    RECEIVABLE = "receivable", pgettext_lazy("ledger account", "Accounts receivable")
    REVENUE = "revenue", pgettext_lazy("ledger account", "Sales revenue")
    TAX = "tax", pgettext_lazy("ledger account", "Output tax")
    BANK = "bank", pgettext_lazy("ledger account", "Bank deposits")
    BAD_DEBT = "bad_debt", pgettext_lazy("ledger account", "Bad debts")


class Layout(models.TextChoices):
    KINGDEE_K3 = "kingdee_k3", _("Kingdee K/3 (sheet Page1)")
    KINGDEE_SMALL = "kingdee_small", _("Kingdee cloud for small firms")
    KINGDEE_COSMIC = "kingdee_cosmic", _("Kingdee Cloud Galaxy (GL_VOUCHER)")
    YONYOU_U8 = "yonyou_u8", _("Yonyou U8, T3 (text file)")
    YONYOU_NC = "yonyou_nc", _("Yonyou NC")
