"""How a line of a bank statement stands, and why it may be none of a customer's."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Direction(models.TextChoices):
    IN = "in", pgettext_lazy("bank line", "Money in")
    OUT = "out", pgettext_lazy("bank line", "Money out")


class BankLineStatus(models.TextChoices):
    POOL = "pool", pgettext_lazy("bank line", "To be claimed")
    PROPOSED = "proposed", pgettext_lazy("bank line", "Certain")
    CLAIMED = "claimed", pgettext_lazy("bank line", "Claimed")
    POSTED = "posted", pgettext_lazy("bank line", "Posted as payment")
    ASIDE = "aside", pgettext_lazy("bank line", "Set aside")
    OUT = "out", pgettext_lazy("bank line", "Paid out")


# posted → pool: its payment was reversed, and the money on the statement is to be explained again.
BANK_LINE_TRANSITIONS: dict[str, list[str]] = {
    BankLineStatus.POOL: [BankLineStatus.PROPOSED, BankLineStatus.CLAIMED, BankLineStatus.ASIDE],
    BankLineStatus.PROPOSED: [
        BankLineStatus.POSTED,
        BankLineStatus.POOL,
        BankLineStatus.CLAIMED,
        BankLineStatus.ASIDE,
    ],
    BankLineStatus.CLAIMED: [BankLineStatus.POSTED, BankLineStatus.POOL, BankLineStatus.ASIDE],
    BankLineStatus.POSTED: [BankLineStatus.POOL],
    BankLineStatus.ASIDE: [BankLineStatus.POOL],
}


class AsideReason(models.TextChoices):
    """Money in that no customer owed us."""

    INTEREST = "interest", pgettext_lazy("bank line", "Interest")
    TRANSFER = "transfer", pgettext_lazy("bank line", "Transfer between our own accounts")
    SUPPLIER = "supplier", pgettext_lazy("bank line", "Refund of a supplier")
    TAX = "tax", pgettext_lazy("bank line", "Refund of taxes or fees")
    LOAN = "loan", pgettext_lazy("bank line", "Loan or capital")
    BACK = "back", pgettext_lazy("bank line", "Our own payment came back")
    WRONG = "wrong", pgettext_lazy("bank line", "Paid to us by mistake")
    OTHER = "other", pgettext_lazy("bank line", "Another reason")
