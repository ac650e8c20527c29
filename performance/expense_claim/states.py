"""How an expense claim stands and what may follow (states.md)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ExpenseClaimStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    MANAGER_APPROVED = "manager_approved", pgettext_lazy("expense claim", "Approved by the manager")
    FINANCE_AUDITED = "finance_audited", pgettext_lazy("expense claim", "Audited by finance")
    PAID = "paid", pgettext_lazy("expense claim", "Paid out")
    DISCARDED = "discarded", _("Discarded")


EXPENSE_CLAIM_TRANSITIONS: dict[str, list[str]] = {
    ExpenseClaimStatus.DRAFT: [ExpenseClaimStatus.SUBMITTED, ExpenseClaimStatus.DISCARDED],
    ExpenseClaimStatus.SUBMITTED: [ExpenseClaimStatus.MANAGER_APPROVED, ExpenseClaimStatus.DRAFT],
    ExpenseClaimStatus.MANAGER_APPROVED: [
        ExpenseClaimStatus.FINANCE_AUDITED,
        ExpenseClaimStatus.DRAFT,
        ExpenseClaimStatus.SUBMITTED,  # the manager takes his agreement back before finance has decided
    ],
    ExpenseClaimStatus.FINANCE_AUDITED: [ExpenseClaimStatus.PAID],
    ExpenseClaimStatus.PAID: [ExpenseClaimStatus.FINANCE_AUDITED],  # the bank sent the payment back
}
# What has used the budget (EXP-03), and what is on its way there.
APPROVED = (ExpenseClaimStatus.MANAGER_APPROVED, ExpenseClaimStatus.FINANCE_AUDITED, ExpenseClaimStatus.PAID)
UNDER_WAY = (ExpenseClaimStatus.SUBMITTED,)

# The kind under which a voucher is attached.
VOUCHER = ("voucher", _("Voucher"))
