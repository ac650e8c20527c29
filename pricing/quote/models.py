from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pricing.price_list.states import PriceStatus
from pricing.product.models import Product
from pricing.quote.querysets import QuoteQuerySet
from pricing.quote.states import QUOTE_TRANSITIONS, LineKind, QuoteStatus
from salesmgmt.core.models.document import Document, StatusField, status_trigger
from salesmgmt.core.money import MICRO, MoneyField, UnitPriceField, split_tax
from salesmgmt.core.search import Searchable, search_index

CENT = Decimal("0.01")


class Quote(Searchable, Document):
    """One version of an offer. A change after approval is a new row that replaces the former (QUO-06)."""

    KIND = "quote"
    TRANSITIONS = QUOTE_TRANSITIONS
    EDITABLE = (QuoteStatus.DRAFT, QuoteStatus.REJECTED)
    ENDED = (
        QuoteStatus.DECLINED,
        QuoteStatus.EXPIRED,
        QuoteStatus.SUPERSEDED,
        QuoteStatus.CONVERTED,
        QuoteStatus.DISCARDED,
    )
    STEPPER = (
        QuoteStatus.DRAFT,
        QuoteStatus.SUBMITTED,
        QuoteStatus.APPROVED,
        QuoteStatus.SENT,
        QuoteStatus.ACCEPTED,
        QuoteStatus.CONVERTED,
    )
    SNAPSHOT_LINES = ("lines",)
    SEARCH_FIELDS = ("number", "title", "customer__name")

    Status = QuoteStatus

    # The statuses in which an offer stands and may still run out (J11).
    STANDING = (QuoteStatus.APPROVED, QuoteStatus.SENT)

    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, related_name="quotes", verbose_name=_("customer")
    )
    contact = models.ForeignKey(
        "customers.Contact", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("contact")
    )
    opportunity = models.ForeignKey(
        "customers.Opportunity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="quotes",
        verbose_name=_("opportunity"),
    )
    title = models.CharField(_("title"), max_length=120, blank=True)
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="replaced_by",
        verbose_name=_("replaces"),
    )
    # The first version's number: what all versions of one offer share.
    family = models.CharField(_("number without version"), max_length=40, editable=False)
    quote_date = models.DateField(_("date of the quote"), editable=False)
    valid_until = models.DateField(_("valid until"))
    payment_terms = models.TextField(_("payment terms"), blank=True)
    payment_term_days = models.PositiveSmallIntegerField(_("days of payment"), null=True, blank=True)
    service_content = models.TextField(_("service content"), blank=True)
    lead_time = models.CharField(_("lead time"), max_length=120, blank=True)
    delivery_place = models.CharField(_("delivery place"), max_length=200, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    status = StatusField(Status)
    # Sums of the lines, written with them.
    amount = MoneyField(_("amount"), default=0, editable=False)
    net_amount = MoneyField(_("amount without tax"), default=0, editable=False)
    tax_amount = MoneyField(_("tax"), default=0, editable=False)
    sent_on = models.DateField(_("sent on"), null=True, editable=False)
    answered_on = models.DateField(_("answered on"), null=True, editable=False)
    decline_reason = models.TextField(_("reason of the refusal"), blank=True, editable=False)

    objects = QuoteQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        triggers = [status_trigger(QUOTE_TRANSITIONS)]
        indexes = [
            search_index("pricing_quote_search"),
            # The daily job that expires what has run out (J11), and the home card of what is about to.
            models.Index(
                fields=["valid_until"],
                name="quote_running_out",
                condition=Q(status__in=[QuoteStatus.APPROVED, QuoteStatus.SENT]),
            ),
            # The list, newest first, with whose they are: deep pages of a region are read from it alone.
            models.Index(fields=["-id"], include=["customer"], name="quote_newest"),
            # The columns the list is sorted by.
            models.Index(fields=["status", "-id"], name="quote_by_status"),
            models.Index(fields=["amount", "-id"], name="quote_by_amount"),
            models.Index(fields=["quote_date", "-id"], name="quote_by_day"),
            models.Index(fields=["valid_until", "-id"], name="quote_by_validity"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["family", "version"], name="one_quote_per_family_and_version"),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("quote_date")), name="quote_is_valid_for_at_least_its_day"
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def label(self):
        """The number with the version, as people say it."""
        return f"{self.family} V{self.version}"


class QuoteLine(models.Model):
    """One product offered at one price, tax included."""

    Kind = LineKind

    quote = models.ForeignKey(Quote, models.CASCADE, related_name="lines", verbose_name=_("quote"))
    position = models.PositiveSmallIntegerField(_("no."), default=1, editable=False)
    # Lines of one name that follow each other are a section, with its heading and its subtotal.
    section = models.CharField(_("section"), max_length=60, blank=True)
    # An alternative stands below the line that it would replace.
    kind = models.CharField(pgettext_lazy("quote line", "kind"), max_length=12, choices=Kind, default=Kind.FIRM)
    # The customer chose the option or the alternative when he accepted.
    taken = models.BooleanField(_("taken"), default=False, editable=False)
    # Part of the amount of the quote, as pricing.quote.totals.counted says; written with the sums.
    counted = models.BooleanField(_("in the total"), default=True, editable=False)
    product = models.ForeignKey(Product, models.PROTECT, related_name="+", verbose_name=_("product"))
    spec = models.CharField(_("specification"), max_length=200, blank=True)
    unit = models.CharField(_("unit of quantity"), max_length=20)
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=2, validators=[MinValueValidator(CENT)])
    # Null while the draft is still without a price; a quote is not submitted so (QUO-02).
    price = UnitPriceField(_("unit price, tax included"), null=True, blank=True, validators=[MinValueValidator(MICRO)])
    tax_rate = models.DecimalField(_("tax rate (%)"), max_digits=5, decimal_places=2, default=Decimal(13))
    amount = MoneyField(_("amount"), default=0, editable=False)
    price_status = models.CharField(
        _("price status"), max_length=10, choices=PriceStatus, default=PriceStatus.SPECIAL, editable=False
    )
    # What the list and the rules gave when the line was saved; the label names the rule (PRC-05).
    list_price = UnitPriceField(_("list price"), null=True, editable=False)
    rule_price = UnitPriceField(_("price by rule"), null=True, editable=False)
    price_label = models.CharField(_("price source"), max_length=120, blank=True, editable=False)
    due_date = models.DateField(_("due date"), null=True, blank=True)
    remark = models.CharField(_("remark"), max_length=200, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("quote line")
        verbose_name_plural = _("quote lines")
        # Which quotes hold a special price: the list asks it of every row it shows.
        indexes = [
            models.Index(fields=["quote"], condition=Q(price_status=PriceStatus.SPECIAL), name="quote_line_special")
        ]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="quote_line_quantity_is_positive"),
            models.CheckConstraint(
                condition=Q(price__isnull=True) | Q(price__gt=0), name="quote_line_price_is_positive"
            ),
            # Nobody takes what is part of the offer anyway, and nothing else counts before it is taken.
            models.CheckConstraint(
                condition=(~Q(kind=LineKind.FIRM) | Q(taken=False))
                & (Q(counted=False) | Q(kind=LineKind.FIRM) | Q(taken=True)),
                name="quote_line_counts_when_taken",
            ),
        ]

    def __str__(self):
        return f"{self.product} × {self.quantity}"

    @property
    def is_special(self):
        return self.price_status == PriceStatus.SPECIAL

    @property
    def net_amount(self):
        return split_tax(self.amount, self.tax_rate)[0]

    @property
    def tax_amount(self):
        return split_tax(self.amount, self.tax_rate)[1]
