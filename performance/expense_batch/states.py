"""How a payment batch stands, and what a column of its bank file can say."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ExpenseBatchStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("payment batch", "To be paid")
    PAID = "paid", pgettext_lazy("payment batch", "Paid")
    UNDONE = "undone", pgettext_lazy("payment batch", "Undone")


EXPENSE_BATCH_TRANSITIONS: dict[str, list[str]] = {
    ExpenseBatchStatus.OPEN: [ExpenseBatchStatus.PAID, ExpenseBatchStatus.UNDONE],
}


class FileForm(models.TextChoices):
    XLSX = "xlsx", _("Excel")
    CSV_CHINESE = "csv_gb", pgettext_lazy("payment batch", "CSV (GB18030, as Chinese Excel reads it)")
    CSV = "csv_utf8", pgettext_lazy("payment batch", "CSV (UTF-8)")


class Cell(models.TextChoices):
    """What stands below a header."""

    PLACE = "place", pgettext_lazy("payment batch", "Running number")
    PAYEE = "payee", pgettext_lazy("payment batch", "Payee")
    ACCOUNT = "account", pgettext_lazy("payment batch", "Account of the payee")
    BANK = "bank", pgettext_lazy("payment batch", "Bank of the payee")
    BRANCH = "branch", pgettext_lazy("payment batch", "Branch of the payee's bank")
    AMOUNT = "amount", _("Amount")
    PURPOSE = "purpose", pgettext_lazy("payment batch", "Purpose with the number of the claim")
    CLAIM = "claim", pgettext_lazy("payment batch", "Number of the claim")
    PAYER_ACCOUNT = "payer_account", pgettext_lazy("payment batch", "Our account")
    PAYER = "payer", pgettext_lazy("payment batch", "Our account name")
    CURRENCY = "currency", pgettext_lazy("payment batch", "Currency (人民币)")
    NOTHING = "nothing", pgettext_lazy("payment batch", "Nothing: the column stays empty")


# Without these no bank pays anybody.
NEEDED = (Cell.PAYEE, Cell.ACCOUNT, Cell.AMOUNT)
