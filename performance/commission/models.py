"""The commission of a month: one statement a person, one line a movement of the ledger (PAY-04, PAY-05, PAY-09; F-37)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.account.models import LedgerEntry
from performance.assessment.models import Assessment
from performance.commission.querysets import CommissionLineQuerySet, CommissionQuerySet, LineQuestionQuerySet
from performance.commission.states import (
    COMMISSION_TRANSITIONS,
    CommissionKind,
    CommissionStatus,
    LineStanding,
    QuestionKind,
    QuestionOutcome,
)
from salesmgmt.core.models import Document
from salesmgmt.core.models.document import StatusField, status_trigger
from salesmgmt.core.models.job import Job
from salesmgmt.core.money import ZERO, MoneyField


class CommissionMonth(models.Model):
    """A month whose statements were computed, and when last. The first of them is where commission begins."""

    month = models.DateField(_("month"), unique=True)
    computed_at = models.DateTimeField(_("computed at"))
    computed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("computed by")
    )
    statements = models.PositiveIntegerField(_("statements"), default=0)
    movements = models.PositiveIntegerField(_("movements"), default=0)

    class Meta:
        ordering = ["-month"]
        verbose_name = _("month of commission")
        verbose_name_plural = _("months of commission")
        constraints = [models.CheckConstraint(condition=Q(month__day=1), name="commission_month_begins")]

    def __str__(self):
        return f"{self.month:%Y-%m}"


class CommissionRun(Job):
    """The statements of a month being computed by the worker, with its progress."""

    TASK = "performance.commission.clock.run_month"

    month = models.DateField(_("month"))

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("computation of a month")
        verbose_name_plural = _("computations of months")

    def __str__(self):
        return f"{self.month:%Y-%m}"


class CommissionStatement(Document):
    """What a person earned in a month: calculated, reviewed by the head of sales, approved by the GM, paid (PAY-11)."""

    KIND = "commission"
    TRANSITIONS = COMMISSION_TRANSITIONS
    EDITABLE = ()
    ENDED = (CommissionStatus.PAID,)
    STEPPER = (
        CommissionStatus.CALCULATED,
        CommissionStatus.REVIEWED,
        CommissionStatus.APPROVED,
        CommissionStatus.PAID,
    )

    Status = CommissionStatus

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="commission_statements",
        verbose_name=_("representative"),
        editable=False,
        db_index=False,
    )
    month = models.DateField(_("month"), editable=False)
    status = StatusField(Status)
    computed_at = models.DateTimeField(pgettext_lazy("commission", "computed at"), null=True, editable=False)
    # Copies of the figures that led here; the lines are the detail.
    collected = MoneyField(
        pgettext_lazy("commission", "collected in the month"), negative=True, default=0, editable=False
    )
    quota = MoneyField(pgettext_lazy("commission", "quota of the month"), null=True, editable=False)
    qualified = models.BooleanField(pgettext_lazy("commission", "quota met"), default=False, editable=False)
    total = MoneyField(pgettext_lazy("commission", "commission of the month"), negative=True, default=0, editable=False)
    # What earlier months left below zero, as a negative amount.
    brought_forward = MoneyField(
        pgettext_lazy("commission", "brought forward"), negative=True, default=0, editable=False
    )
    # Of the lines that are held back, what they earned; and what earlier statements held back and is paid with this one.
    held = MoneyField(pgettext_lazy("commission", "lines held back"), default=0, editable=False)
    released = MoneyField(pgettext_lazy("commission", "released from earlier months"), default=0, editable=False)
    pay_anyway = models.BooleanField(
        pgettext_lazy("commission", "paid although the quota was not met"), default=False, editable=False
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=pgettext_lazy("commission", "approved by"),
    )
    approved_on = models.DateField(pgettext_lazy("commission", "approved on"), null=True, editable=False)
    paid_on = models.DateField(pgettext_lazy("commission", "paid on"), null=True, editable=False)

    objects = CommissionQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "person"]
        verbose_name = _("commission statement")
        verbose_name_plural = _("commission statements")
        triggers = [
            status_trigger(COMMISSION_TRANSITIONS),
            # An approved statement is a copy that stays; corrections go to a later month (PAY-11).
            pgtrigger.Protect(
                name="approved_is_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.status IN ('approved', 'paid') AND "
                    "(OLD.person_id, OLD.month, OLD.total, OLD.collected, OLD.brought_forward, OLD.qualified, "
                    "OLD.released) IS DISTINCT FROM (NEW.person_id, NEW.month, NEW.total, NEW.collected, "
                    "NEW.brought_forward, NEW.qualified, NEW.released)"
                ),
            ),
            # What was held back when it was paid is what a later statement pays.
            pgtrigger.Protect(
                name="paid_is_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.status = 'paid' AND OLD.held IS DISTINCT FROM NEW.held"),
            ),
        ]
        indexes = [models.Index(fields=["person", "-month"], name="commission_of_person")]
        constraints = [
            models.UniqueConstraint(fields=["month", "person"], name="one_commission_statement_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="commission_statement_month_begins"),
            models.CheckConstraint(condition=Q(brought_forward__lte=0), name="commission_carries_what_is_below_zero"),
        ]

    def __str__(self):
        return self.number

    @property
    def responsible(self):
        return self.person

    @property
    def balance(self):
        """The commission of the month with what earlier months left below zero, and what they held back."""
        return self.total + self.brought_forward + self.released

    @property
    def withheld(self):
        """What is not paid because lines are held back: never more than there is to pay."""
        return min(self.held, max(self.balance, ZERO))

    @property
    def payable(self):
        """Nobody pays in: below zero nothing is paid, and the rest is carried into the next month."""
        return max(self.balance, ZERO) - self.withheld

    @property
    def carried(self):
        return min(self.balance, ZERO)


class CommissionLine(models.Model):
    """What one movement of the ledger earned: with rate, class, owner and new-product date as they were on its day."""

    Kind = CommissionKind
    Standing = LineStanding

    statement = models.ForeignKey(
        CommissionStatement,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="lines",
        verbose_name=_("commission statement"),
    )
    month = models.DateField(_("month"), editable=False)
    # Empty where nobody was in charge of the customer on that day.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("representative"),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    standing = models.CharField(pgettext_lazy("commission", "standing"), max_length=14, choices=Standing)
    # Empty for a bonus by score alone.
    entry = models.ForeignKey(
        LedgerEntry, models.PROTECT, null=True, related_name="commission_lines", verbose_name=_("ledger entry")
    )
    # Of a bonus, and of what an upheld appeal changes of it.
    assessment = models.ForeignKey(
        Assessment,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="commission_lines",
        verbose_name=pgettext_lazy("assessment", "assessment"),
    )
    # Of a correction: the dispute or the hold it was decided on.
    question = models.OneToOneField(
        "performance.LineQuestion",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="correcting_line",
        verbose_name=pgettext_lazy("commission", "decided on"),
    )
    # Of a reversal, a credited return or a correction: the line it changes.
    counter_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="counters",
        verbose_name=pgettext_lazy("commission", "takes back"),
    )
    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, null=True, related_name="+", verbose_name=_("customer")
    )
    product = models.ForeignKey(
        "pricing.Product", models.PROTECT, null=True, related_name="+", verbose_name=_("product")
    )
    day = models.DateField(_("day"))
    reference = models.CharField(_("document"), max_length=80, blank=True)
    base = MoneyField(pgettext_lazy("commission", "base"), negative=True, default=0)
    rate = models.DecimalField(pgettext_lazy("commission", "rate in ‰"), max_digits=7, decimal_places=3, null=True)
    mature = models.BooleanField(_("mature customer"), default=False)
    new_until = models.DateField(_("new product until"), null=True)
    score = models.DecimalField(pgettext_lazy("commission", "score"), max_digits=6, decimal_places=2, null=True)
    amount = MoneyField(pgettext_lazy("commission", "commission"), negative=True, default=0)

    objects = CommissionLineQuerySet.as_manager()

    class Meta:
        ordering = ["day", "pk"]
        verbose_name = _("line of a commission statement")
        verbose_name_plural = _("lines of commission statements")
        indexes = [
            models.Index(fields=["month", "person"], name="commission_line_of_month"),
            models.Index(fields=["counter_of"], condition=Q(counter_of__isnull=False), name="commission_counter"),
        ]
        constraints = [
            # One movement earns once (PAY-09); of new products once a product.
            models.UniqueConstraint(
                fields=["entry"], condition=Q(kind=CommissionKind.COLLECTION), name="commission_once_a_movement"
            ),
            models.UniqueConstraint(
                fields=["entry", "product"],
                condition=Q(kind=CommissionKind.NEW_PRODUCT),
                name="new_product_once_a_movement",
            ),
            # An assessment gives one bonus, and an upheld appeal one correction of it, in whatever month.
            models.UniqueConstraint(
                fields=["assessment"], condition=Q(kind=CommissionKind.BONUS), name="one_bonus_an_assessment"
            ),
            models.UniqueConstraint(
                fields=["assessment"],
                condition=Q(kind=CommissionKind.CORRECTION),
                name="one_correction_an_assessment",
            ),
            models.CheckConstraint(
                condition=Q(standing=LineStanding.EARNED, person__isnull=False) | Q(amount=0),
                name="commission_undecided_is_zero",
            ),
            models.CheckConstraint(
                condition=Q(entry__isnull=False, kind__in=[CommissionKind.COLLECTION, CommissionKind.NEW_PRODUCT])
                | Q(entry__isnull=True, kind=CommissionKind.BONUS, assessment__isnull=False)
                | Q(entry__isnull=True, kind=CommissionKind.CORRECTION, assessment__isnull=False, question__isnull=True)
                | Q(
                    entry__isnull=True, kind=CommissionKind.CORRECTION, assessment__isnull=True, question__isnull=False
                ),
                name="commission_comes_from_a_movement",
            ),
            models.CheckConstraint(
                condition=Q(kind=CommissionKind.NEW_PRODUCT, product__isnull=False)
                | (~Q(kind=CommissionKind.NEW_PRODUCT) & Q(product__isnull=True)),
                name="commission_of_a_new_product",
            ),
        ]
        triggers = [
            # What a line says is never changed: computing anew deletes it and writes another (PAY-09).
            pgtrigger.ReadOnly(
                name="written_once",
                fields=["month", "person", "kind", "standing", "entry", "counter_of", "day", "base", "rate", "amount"],
            ),
            # Of an approved statement not even that.
            pgtrigger.Trigger(
                name="approved_lines_are_kept",
                operation=pgtrigger.Delete,
                when=pgtrigger.Before,
                func=(
                    "IF EXISTS (SELECT 1 FROM performance_commissionstatement WHERE id = OLD.statement_id "
                    "AND status IN ('approved', 'paid')) THEN "
                    "RAISE EXCEPTION 'pgtrigger: a line of an approved statement is kept'; END IF; RETURN OLD;"
                ),
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.amount}"

    @property
    def document_url(self):
        """Of a movement its document, of a bonus the assessment; of a correction what was decided."""
        if self.entry_id:
            return self.entry.document_url
        if self.assessment_id:
            return reverse("assessment-detail", args=[self.assessment_id])
        return ""


class LineQuestion(models.Model):
    """A line that its person disputes, or that is held back: with reason and day, until somebody else decides.

    Computing a month anew writes its lines anew: the question keeps what its line is of, and takes the new one.
    """

    Kind = QuestionKind
    Outcome = QuestionOutcome

    statement = models.ForeignKey(
        CommissionStatement, models.PROTECT, related_name="questions", verbose_name=_("commission statement")
    )
    line = models.ForeignKey(
        CommissionLine,
        models.SET_NULL,
        null=True,
        related_name="questions",
        verbose_name=_("line of a commission statement"),
    )
    line_kind = models.CharField(_("kind"), max_length=12, choices=CommissionKind)
    entry = models.ForeignKey(LedgerEntry, models.PROTECT, null=True, related_name="+", verbose_name=_("ledger entry"))
    product = models.ForeignKey(
        "pricing.Product", models.PROTECT, null=True, related_name="+", verbose_name=_("product")
    )
    assessment = models.ForeignKey(
        Assessment, models.PROTECT, null=True, related_name="+", verbose_name=_("assessment")
    )
    reference = models.CharField(_("document"), max_length=80, blank=True)
    amount = MoneyField(pgettext_lazy("commission", "commission"), negative=True)
    kind = models.CharField(pgettext_lazy("commission line", "question"), max_length=10, choices=QuestionKind)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(pgettext_lazy("commission line", "since"), auto_now_add=True)
    answer_by = models.DateField(pgettext_lazy("commission line", "to be decided by"))
    outcome = models.CharField(
        pgettext_lazy("commission line", "decision"), max_length=10, choices=QuestionOutcome, blank=True
    )
    answer = models.TextField(_("answer"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=pgettext_lazy("commission line", "decided by"),
    )
    decided_at = models.DateTimeField(pgettext_lazy("commission line", "decided at"), null=True)
    # What the line gives more or less by the decision.
    correction = MoneyField(pgettext_lazy("commission line", "correction"), negative=True, null=True)
    # Of a held line: what its statement did not pay, and the later one that pays it.
    withheld = MoneyField(pgettext_lazy("commission line", "not paid"), default=0)
    paid_in = models.ForeignKey(
        CommissionStatement,
        models.PROTECT,
        null=True,
        related_name="released_questions",
        verbose_name=pgettext_lazy("commission line", "paid with"),
    )

    objects = LineQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["outcome", "answer_by", "pk"]
        verbose_name = _("question about a commission line")
        verbose_name_plural = _("questions about commission lines")
        constraints = [
            models.UniqueConstraint(fields=["line", "kind"], condition=Q(outcome=""), name="one_open_question_a_line"),
            models.CheckConstraint(
                condition=Q(outcome="", decided_by__isnull=True) | (~Q(outcome="") & Q(decided_by__isnull=False)),
                name="a_decided_question_names_who",
            ),
            # Nobody decides what he asked, whoever writes the row; a dispute is withdrawn by whoever raised it.
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | ~Q(decided_by=models.F("by"))
                | Q(outcome=QuestionOutcome.WITHDRAWN, kind=QuestionKind.DISPUTED),
                name="a_question_is_decided_by_another",
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.amount}"

    @property
    def is_open(self):
        return not self.outcome

    @property
    def responsible(self):
        return self.statement.person
