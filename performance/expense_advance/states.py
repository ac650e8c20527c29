"""How an advance stands and what may follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ExpenseAdvanceStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    APPROVED = "approved", _("Approved")
    PAID_OUT = "paid_out", pgettext_lazy("advance", "In the person's hands")
    SETTLED = "settled", pgettext_lazy("advance", "Settled")
    DISCARDED = "discarded", _("Discarded")


EXPENSE_ADVANCE_TRANSITIONS: dict[str, list[str]] = {
    ExpenseAdvanceStatus.DRAFT: [ExpenseAdvanceStatus.SUBMITTED, ExpenseAdvanceStatus.DISCARDED],
    ExpenseAdvanceStatus.SUBMITTED: [ExpenseAdvanceStatus.APPROVED, ExpenseAdvanceStatus.DRAFT],
    ExpenseAdvanceStatus.APPROVED: [ExpenseAdvanceStatus.PAID_OUT],
    ExpenseAdvanceStatus.PAID_OUT: [ExpenseAdvanceStatus.SETTLED],
}
