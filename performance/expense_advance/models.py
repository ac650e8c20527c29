"""Advances (借款): money for expenses to come, accounted for by claims or given back."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.expense_advance.querysets import ExpenseAdvanceQuerySet
from performance.expense_advance.states import EXPENSE_ADVANCE_TRANSITIONS, ExpenseAdvanceStatus
from salesmgmt.core.models.document import Document, StatusField, status_trigger
from salesmgmt.core.money import ZERO, MoneyField


class ExpenseAdvance(Document):
    """Money a person gets before he spends it; what is open is the sum of its movements."""

    KIND = "expense_advance"
    TRANSITIONS = EXPENSE_ADVANCE_TRANSITIONS
    EDITABLE = (ExpenseAdvanceStatus.DRAFT,)
    ENDED = (ExpenseAdvanceStatus.SETTLED, ExpenseAdvanceStatus.DISCARDED)
    STEPPER = (
        ExpenseAdvanceStatus.DRAFT,
        ExpenseAdvanceStatus.SUBMITTED,
        ExpenseAdvanceStatus.APPROVED,
        ExpenseAdvanceStatus.PAID_OUT,
        ExpenseAdvanceStatus.SETTLED,
    )

    Status = ExpenseAdvanceStatus

    status = StatusField(Status)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        editable=False,
        related_name="expense_advances",
        verbose_name=pgettext_lazy("advance", "person"),
    )
    purpose = models.CharField(pgettext_lazy("advance", "needed for"), max_length=120)
    amount = MoneyField(_("amount"))
    needed_on = models.DateField(pgettext_lazy("advance", "needed on"))
    open_amount = MoneyField(pgettext_lazy("advance", "still open"), default=ZERO, editable=False)
    paid_on = models.DateField(pgettext_lazy("advance", "paid out on"), null=True, editable=False)

    objects = ExpenseAdvanceQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = pgettext_lazy("expense", "advance")
        verbose_name_plural = pgettext_lazy("expense", "advances")
        triggers = [status_trigger(EXPENSE_ADVANCE_TRANSITIONS)]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="expense_advance_is_positive"),
            models.CheckConstraint(condition=Q(open_amount__lte=F("amount")), name="expense_advance_open_of_given"),
            models.CheckConstraint(
                condition=Q(status=ExpenseAdvanceStatus.PAID_OUT, open_amount__gt=0)
                | (~Q(status=ExpenseAdvanceStatus.PAID_OUT) & Q(open_amount=0)),
                name="expense_advance_open_while_held",
            ),
        ]

    @property
    def title(self):
        return self.purpose

    @property
    def responsible(self):
        return self.person


class AdvanceMovement(models.Model):
    """What was accounted for of an advance: set off against a claim, or given back."""

    advance = models.ForeignKey(
        ExpenseAdvance, models.PROTECT, related_name="movements", verbose_name=pgettext_lazy("expense", "advance")
    )
    amount = MoneyField(_("amount"))
    reference = models.CharField(pgettext_lazy("advance", "against"), max_length=60)
    day = models.DateField(_("day"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name = pgettext_lazy("advance", "movement")
        verbose_name_plural = pgettext_lazy("advance", "movements")
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="advance_movement_is_positive")]

    def __str__(self):
        return f"{self.reference} {self.amount}"
