"""What a column of a bank's file can be, and which of our banks an account is with."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Bank(models.TextChoices):
    ICBC = "icbc", _("Industrial and Commercial Bank of China")
    CCB = "ccb", _("China Construction Bank")
    ABC = "abc", _("Agricultural Bank of China")
    BOC = "boc", _("Bank of China")
    CMB = "cmb", _("China Merchants Bank")
    COMM = "comm", _("Bank of Communications")
    OTHER = "other", pgettext_lazy("bank", "Another bank")


class Column(models.TextChoices):
    """What a line of a statement says. The bank speaks for itself: its debit (借) is our money out."""

    DATE = "date", pgettext_lazy("bank file", "Date or date and time")
    TIME = "time", pgettext_lazy("bank file", "Time of day")
    MONEY_IN = "money_in", pgettext_lazy("bank file", "Money in (贷)")
    MONEY_OUT = "money_out", pgettext_lazy("bank file", "Money out (借)")
    AMOUNT = "amount", pgettext_lazy("bank file", "Amount of either direction")
    DIRECTION = "direction", pgettext_lazy("bank file", "Direction of the amount")
    BALANCE = "balance", pgettext_lazy("bank file", "Balance after it")
    CURRENCY = "currency", pgettext_lazy("bank file", "Currency")
    OWN_ACCOUNT = "own_account", pgettext_lazy("bank file", "Our account")
    PAYER = "payer", pgettext_lazy("bank file", "Name of the other side")
    PAYER_ACCOUNT = "payer_account", pgettext_lazy("bank file", "Account of the other side")
    PAYER_BANK = "payer_bank", pgettext_lazy("bank file", "Bank of the other side")
    FROM_NAME = "from_name", pgettext_lazy("bank file", "Name of who pays")
    FROM_ACCOUNT = "from_account", pgettext_lazy("bank file", "Account of who pays")
    FROM_BANK = "from_bank", pgettext_lazy("bank file", "Bank of who pays")
    TO_NAME = "to_name", pgettext_lazy("bank file", "Name of who is paid")
    TO_ACCOUNT = "to_account", pgettext_lazy("bank file", "Account of who is paid")
    TO_BANK = "to_bank", pgettext_lazy("bank file", "Bank of who is paid")
    SUMMARY = "summary", pgettext_lazy("bank file", "Summary")
    PURPOSE = "purpose", pgettext_lazy("bank file", "Purpose")
    REMARK = "remark", pgettext_lazy("bank file", "Further remark")
    TRANSACTION_NO = "transaction_no", pgettext_lazy("bank file", "Transaction number")
    VOUCHER_NO = "voucher_no", pgettext_lazy("bank file", "Voucher number")


class Label(models.TextChoices):
    """What the lines above a table say."""

    OWN_ACCOUNT = "own_account", pgettext_lazy("bank file", "Label of our account")
    COUNT = "count", pgettext_lazy("bank file", "Label of the number of lines")
    TOTAL_IN = "total_in", pgettext_lazy("bank file", "Label of the sum of money in")
    TOTAL_OUT = "total_out", pgettext_lazy("bank file", "Label of the sum of money out")
