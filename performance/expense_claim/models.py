"""Expense claims (报销单): lines with their vouchers, approved by the manager, audited and paid by finance."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.expense_budget.states import ExpenseCategory
from performance.expense_claim.querysets import ExpenseClaimQuerySet, ExpenseLineQuerySet
from performance.expense_claim.states import EXPENSE_CLAIM_TRANSITIONS, VOUCHER, ExpenseClaimStatus
from salesmgmt.core.models.document import Document, StatusField, status_trigger
from salesmgmt.core.money import ZERO, MoneyField


class ExpenseClaim(Document):
    """What a person spent for the company and wants back (EXP-05 to EXP-07)."""

    KIND = "expense_claim"
    TRANSITIONS = EXPENSE_CLAIM_TRANSITIONS
    EDITABLE = (ExpenseClaimStatus.DRAFT,)
    ENDED = (ExpenseClaimStatus.PAID, ExpenseClaimStatus.DISCARDED)
    STEPPER = (
        ExpenseClaimStatus.DRAFT,
        ExpenseClaimStatus.SUBMITTED,
        ExpenseClaimStatus.MANAGER_APPROVED,
        ExpenseClaimStatus.FINANCE_AUDITED,
        ExpenseClaimStatus.PAID,
    )
    SNAPSHOT_LINES = ("lines",)
    ATTACHMENT_KINDS = (VOUCHER,)

    Status = ExpenseClaimStatus

    status = StatusField(Status)
    claimant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        editable=False,
        related_name="expense_claims",
        verbose_name=pgettext_lazy("expense claim", "claimant"),
        db_index=False,
    )
    # Whose budget it uses: where the claimant worked when he made it.
    department = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("department")
    )
    purpose = models.CharField(pgettext_lazy("expense claim", "spent for"), max_length=120)
    remark = models.TextField(_("remark"), blank=True)
    amount = MoneyField(pgettext_lazy("expense claim", "claimed"), default=ZERO, editable=False)
    allowed_amount = MoneyField(pgettext_lazy("expense claim", "allowed by finance"), default=ZERO, editable=False)
    over_budget = models.BooleanField(_("over budget"), default=False, editable=False)
    budget_note = models.TextField(
        pgettext_lazy("expense claim", "held against the budget"), blank=True, editable=False
    )
    # What open advances covered when it was paid; the rest was paid out.
    set_off = MoneyField(pgettext_lazy("expense claim", "set off against advances"), default=ZERO, editable=False)
    paid_on = models.DateField(pgettext_lazy("expense claim", "paid out on"), null=True, editable=False)
    paid_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=pgettext_lazy("expense claim", "paid out by"),
    )
    payment_reference = models.CharField(
        pgettext_lazy("expense claim", "reference of the payment"), max_length=60, blank=True, editable=False
    )

    objects = ExpenseClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("expense claim")
        verbose_name_plural = _("expense claims")
        triggers = [status_trigger(EXPENSE_CLAIM_TRANSITIONS)]
        indexes = [
            models.Index(fields=["claimant", "status"], name="expense_claim_of_person"),
            models.Index(fields=["status", "-id"], name="expense_claim_by_status"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=ExpenseClaimStatus.PAID, paid_on__isnull=False, paid_by__isnull=False)
                | (~Q(status=ExpenseClaimStatus.PAID) & Q(paid_on__isnull=True, paid_by__isnull=True)),
                name="expense_claim_paid_by_somebody_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(allowed_amount__lte=F("amount")), name="expense_claim_allowed_of_claimed"
            ),
            models.CheckConstraint(
                condition=Q(set_off__lte=F("allowed_amount")), name="expense_claim_set_off_of_allowed"
            ),
        ]

    @property
    def title(self):
        return self.purpose

    @property
    def responsible(self):
        return self.claimant

    @property
    def paid_out(self):
        """What was given to the claimant: what finance allowed less what advances had given him before."""
        return self.allowed_amount - self.set_off


class ExpenseLine(models.Model):
    """One voucher: what for, when, how much, its number and its picture (EXP-05)."""

    Category = ExpenseCategory

    claim = models.ForeignKey(ExpenseClaim, models.CASCADE, related_name="lines", verbose_name=_("expense claim"))
    category = models.CharField(pgettext_lazy("expense", "category"), max_length=14, choices=ExpenseCategory)
    date = models.DateField(_("date"))
    amount = MoneyField(_("amount"))
    voucher_number = models.CharField(_("voucher number"), max_length=60, blank=True)
    voucher = models.ForeignKey(
        "core.Attachment", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("voucher file")
    )
    # For whom: a customer, the visit to him, or a campaign.
    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="expense_lines",
        verbose_name=_("customer"),
    )
    visit = models.ForeignKey(
        "customers.Visit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="expense_lines",
        verbose_name=_("visit"),
    )
    campaign = models.ForeignKey(
        "customers.Campaign",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="expense_lines",
        verbose_name=_("campaign"),
    )
    description = models.CharField(pgettext_lazy("expense", "what it was"), max_length=200, blank=True)
    # What finance leaves of it; empty as long as it cut nothing.
    allowed = MoneyField(pgettext_lazy("expense claim", "allowed by finance"), null=True, editable=False)
    cut_reason = models.CharField(
        pgettext_lazy("expense claim", "why it was cut"), max_length=200, blank=True, editable=False
    )

    objects = ExpenseLineQuerySet.as_manager()

    class Meta:
        ordering = ["date", "pk"]
        verbose_name = _("expense line")
        verbose_name_plural = _("expense lines")
        indexes = [
            models.Index(fields=["date", "category"], name="expense_line_by_day"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="expense_line_is_positive"),
            models.UniqueConstraint(
                fields=["claim", "voucher_number"],
                condition=~Q(voucher_number=""),
                name="voucher_once_in_a_claim",
                violation_error_message=_("This voucher number stands in another line of the claim."),
            ),
            models.CheckConstraint(
                condition=Q(allowed__isnull=True, cut_reason="") | (Q(allowed__lt=F("amount")) & ~Q(cut_reason="")),
                name="expense_line_cut_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(visit__isnull=True) | Q(customer__isnull=False), name="expense_line_visit_of_a_customer"
            ),
        ]

    def __str__(self):
        return f"{self.get_category_display()} {self.date} {self.voucher_number}"

    @property
    def counted(self):
        return self.amount if self.allowed is None else self.allowed

    @property
    def spent_for(self):
        """For whom or what, in words: the customer with the day of the visit, the campaign."""
        visited = f"{self.visit.day:%Y-%m-%d}" if self.visit_id else ""
        customer = f"{self.customer.name} {visited}".strip() if self.customer_id else ""
        return " · ".join(filter(None, (customer, self.campaign.name if self.campaign_id else "")))

    @property
    def has_file(self):
        return self.voucher is not None and self.voucher.removed_at is None


class ExpenseVoucher(models.Model):
    """The company's register of vouchers: a number that was submitted once is never accepted again (EXP-05)."""

    number = models.CharField(_("voucher number"), max_length=60, unique=True)
    claim = models.ForeignKey(ExpenseClaim, models.PROTECT, related_name="vouchers", verbose_name=_("expense claim"))
    registered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("registered voucher")
        verbose_name_plural = _("registered vouchers")
        triggers = [pgtrigger.Protect(name="voucher_for_ever", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return self.number
