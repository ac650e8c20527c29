"""The customer file (客户档案) and the history of its owners."""

import re
import unicodedata

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.category.models import ProductCategory
from customers.customer.querysets import CustomerQuerySet
from customers.customer.states import (
    CUSTOMER_TRANSITIONS,
    CustomerLocation,
    CustomerOrigin,
    CustomerSegment,
    CustomerStatus,
    Grade,
)
from salesmgmt.core.models import Unit
from salesmgmt.core.models.document import Document, StatusField, status_trigger
from salesmgmt.core.on_use import OnUse
from salesmgmt.core.phone import PhoneField
from salesmgmt.core.search import Searchable, search_index

pypinyin = OnUse("pypinyin")

LEGAL_FORM = re.compile(r"(股份)?(有限)?(责任|責任)?(公司|集团|集團)|\b(co|ltd|inc|llc|corp|company|limited)\b")
NOT_LETTERS = re.compile(r"[\W_]+")


def name_key(name):
    """A name as duplicates are looked for: one width, no case, spaces, brackets or legal form (CUS-13)."""
    plain = NOT_LETTERS.sub(" ", unicodedata.normalize("NFKC", name).lower())
    short = "".join(LEGAL_FORM.sub(" ", plain).split())
    return (short or "".join(plain.split()))[:120]


def sound_key(name):
    """The same for names that sound alike or have the same words in another order: 川江（重庆） and 重庆川江 (CUS-13)."""
    return " ".join(sorted(pypinyin.lazy_pinyin(name_key(name))))[:255]


class Customer(Searchable, Document):
    """One firm, one file, one responsible rep (CUS-01, CUS-07)."""

    KIND = "customer"

    Status = CustomerStatus
    Segment = CustomerSegment
    Location = CustomerLocation
    Origin = CustomerOrigin
    TRANSITIONS = CUSTOMER_TRANSITIONS
    EDITABLE = tuple(CUSTOMER_TRANSITIONS)
    STEPPER = (CustomerStatus.PROSPECT, CustomerStatus.UNDER_EVALUATION, CustomerStatus.ACTIVE)
    SEARCH_FIELDS = ("name", "short_name", "number", "credit_code", "phone")
    SEARCH_ROWS = ("contacts__name", "contacts__phone", "contacts__email")

    status = StatusField(Status)
    name = models.CharField(_("customer name"), max_length=120)
    # The name as duplicates are looked for: without spaces, brackets and legal form (CUS-13).
    name_key = models.CharField(max_length=120, editable=False, db_index=True)
    sound_key = models.CharField(max_length=255, editable=False, db_index=True, default="")
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    credit_code = models.CharField(_("unified social credit code"), max_length=18, unique=True, null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="customers",
        verbose_name=_("responsible rep"),
        db_index=False,
    )
    region = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region"))
    categories = models.ManyToManyField(
        ProductCategory, blank=True, related_name="customers", verbose_name=_("product categories")
    )
    # Importance for sales work; the credit grade is kept apart (CUS-03).
    segment = models.CharField(_("segment"), max_length=12, choices=Segment, default=Segment.REGULAR)
    location_type = models.CharField(_("location"), max_length=8, choices=Location)
    industry = models.CharField(_("industry"), max_length=60, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    phone = PhoneField(_("telephone"), max_length=40, blank=True)
    invoice_title = models.CharField(_("name on invoices"), max_length=120, blank=True)
    bank = models.CharField(_("bank"), max_length=120, blank=True)
    bank_account = models.CharField(_("bank account"), max_length=40, blank=True)
    is_key = models.BooleanField(_("key customer"), default=False)
    executive_sponsor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sponsor in management"),
    )
    is_group_company = models.BooleanField(_("company of the own group"), default=False)
    # A manager's flag, with who and when (CUS-12); commission and assessment depend on it.
    is_mature = models.BooleanField(_("mature customer"), default=False, editable=False)
    mature_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"), editable=False
    )
    mature_on = models.DateField(_("mature since"), null=True, editable=False)
    first_delivery_date = models.DateField(_("first delivery"), null=True, blank=True, editable=False)
    # From the evaluation in force, so that lists need no join; written only with it (RAT-07).
    grade = models.CharField(_("credit grade"), max_length=1, choices=Grade, blank=True, editable=False)
    payment_pct = models.DecimalField(
        _("rolling payment"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("per cent of the balance"),
    )
    payment_term_days = models.PositiveSmallIntegerField(_("payment term in days"), null=True, blank=True)
    # When somebody last looked through the file and said that it is right (CUS-02).
    last_reviewed_at = models.DateTimeField(_("data confirmed at"), default=timezone.now, editable=False)
    # The file that goes on, where this one was a second one of the same firm.
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="merged_files", verbose_name=_("merged into"), editable=False
    )
    origin = models.CharField(_("origin"), max_length=10, choices=Origin, default=Origin.OWN, editable=False)
    remark = models.TextField(_("remark"), blank=True)
    needs = models.TextField(_("needs and preferences"), blank=True)

    objects = CustomerQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("customer")
        verbose_name_plural = _("customers")
        triggers = [status_trigger(CUSTOMER_TRANSITIONS)]
        indexes = [
            search_index("customers_customer_search"),
            # The list of one rep or of a team, newest first.
            models.Index(fields=["owner", "-id"], name="customer_by_owner"),
            # The columns the list is sorted by.
            models.Index(fields=["status", "-id"], name="customer_by_status"),
            models.Index(fields=["grade", "-id"], name="customer_by_grade"),
        ]
        constraints = [
            # CUS-07: whoever is supplied has somebody in charge.
            models.CheckConstraint(
                condition=~Q(status=CustomerStatus.ACTIVE) | Q(owner__isnull=False), name="active_customer_has_owner"
            ),
            # CUS-11: a key customer has a sponsor.
            models.CheckConstraint(
                condition=Q(is_key=False) | Q(executive_sponsor__isnull=False), name="key_customer_has_sponsor"
            ),
            models.CheckConstraint(condition=~Q(credit_code=""), name="credit_code_null_not_empty"),
            models.CheckConstraint(
                condition=Q(status=CustomerStatus.MERGED, merged_into__isnull=False)
                | (~Q(status=CustomerStatus.MERGED) & Q(merged_into__isnull=True)),
                name="merged_customer_points_to_another",
            ),
            models.CheckConstraint(
                condition=Q(is_mature=False, mature_on__isnull=True) | Q(is_mature=True, mature_on__isnull=False),
                name="mature_customer_since_a_day",
            ),
        ]

    def __str__(self):
        return self.short_name or self.name

    def save(self, *args, update_fields=None, **kwargs):
        if update_fields is None or "name" in update_fields:
            self.name_key, self.sound_key = name_key(self.name), sound_key(self.name)
            update_fields = None if update_fields is None else {*update_fields, "name_key", "sound_key"}
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def responsible(self):
        return self.owner

    @property
    def title(self):
        return self.name


class CustomerOwnerHistory(models.Model):
    """Who was responsible, from whom to whom, by whose decision and why (CUS-08)."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="owner_history")
    from_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("previous rep")
    )
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("new rep")
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    reason = models.CharField(_("reason"), max_length=200)
    at = models.DateTimeField(_("date"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("change of owner")
        verbose_name_plural = _("changes of owner")
        indexes = [
            # Whose customer was it on a day: the hand-overs since then, without the openings of files (CUS-08).
            models.Index(fields=["at"], condition=Q(from_user__isnull=False), name="customer_handed_over"),
            models.Index(fields=["customer"], condition=Q(to_user__isnull=True), name="customer_left_to_nobody"),
        ]

    def __str__(self):
        return f"{self.customer}: {self.from_user} → {self.to_user}"
