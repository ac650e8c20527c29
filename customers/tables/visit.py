"""Visits, follow-up calls, preferences and sleeping customers as rows."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from customers.models import Customer, CustomerPreference, FollowUpCall, Visit
from customers.permissions.visit import can_keep_preference
from customers.tables.columns import GradeColumn, ShortColumn
from salesmgmt.core.calendar import SHANGHAI, today
from salesmgmt.core.web.tables import (
    BaseTable,
    BooleanColumn,
    Column,
    DateColumn,
    DocumentLinkColumn,
    LineTable,
    PersonColumn,
    QuantityColumn,
)

TONES = {1: "bad", 2: "bad", 3: "warn", 4: "good", 5: "good"}


class VisitTable(BaseTable):
    customer = DocumentLinkColumn(accessor="customer__name", verbose_name=_("customer"),
                                  linkify=lambda record: record.get_absolute_url())  # fmt: skip
    number = ShortColumn(phone=False)
    time = Column(phone=True)
    visitor = PersonColumn()
    contact = Column(phone=False)
    owner = PersonColumn(accessor="customer__owner", verbose_name=_("responsible rep"), shown=False)
    is_unplanned = BooleanColumn(phone=False)
    next_step = Column(accessor="report__next_step", verbose_name=_("next step"), shown=False, phone=False, width=40)
    next_on = DateColumn(accessor="report__next_on", verbose_name=_("next step on"), shown=False, phone=False)
    checked_in_at = DateColumn(kind="datetime", shown=False, phone=False)
    products = Column(shown=False, phone=False)

    class Meta(BaseTable.Meta):
        model = Visit
        fields = (
            "customer", "number", "status", "day", "time", "purpose", "contact", "visitor", "owner", "is_unplanned",
            "products", "next_step", "next_on", "checked_in_at",
        )  # fmt: skip

    def render_time(self, value):
        return f"{value:%H:%M}"

    def value_time(self, value, record):
        return f"{value:%H:%M}" if value else ""


class FollowUpTable(BaseTable):
    customer = DocumentLinkColumn(accessor="customer__name", verbose_name=_("customer"),
                                  linkify=lambda record: record.get_absolute_url())  # fmt: skip
    number = ShortColumn(phone=False)
    called_at = DateColumn(kind="datetime")
    product_name = Column(phone=False)
    issues = Column(phone=False, width=40)
    created_by = PersonColumn(verbose_name=_("called by"))

    class Meta(BaseTable.Meta):
        model = FollowUpCall
        fields = (
            "customer", "number", "called_at", "satisfaction", "product_name", "way", "issues", "needs_action",
            "created_by",
        )  # fmt: skip

    satisfaction = Column()

    def render_satisfaction(self, record):
        return satisfaction_tag(record)


def satisfaction_tag(call):
    return format_html('<span class="tag tag-{}">{}</span>', TONES[call.satisfaction], call.get_satisfaction_display())


class PreferenceTable(BaseTable):
    """On the customer's tab; the topic opens its form for those who keep the file."""

    topic = Column()
    content = Column(width=60)
    source = Column(linkify=True, verbose_name=_("heard at"), orderable=False)
    created_by = PersonColumn(phone=False)
    created_at = DateColumn(kind="datetime", phone=False)
    retired_at = DateColumn(kind="datetime", phone=False)

    class Meta(BaseTable.Meta):
        model = CustomerPreference
        fields = ("topic", "content", "source", "created_by", "created_at", "retired_at")

    def render_topic(self, value, record):
        if self.user is None or not can_keep_preference(self.user, record.customer):
            return value
        return format_html('<a href="{}">{}</a>', reverse("preference-edit", args=[record.pk]), value)


class DormantTable(BaseTable):
    name = DocumentLinkColumn()
    number = ShortColumn(phone=False)
    owner = PersonColumn(verbose_name=_("responsible rep"))
    grade = GradeColumn(phone=False)
    last_activity = DateColumn(kind="datetime", verbose_name=_("last activity"))
    silent = QuantityColumn(kind="int", verbose_name=_("days without activity"), accessor="last_activity",
                            order_by="-last_activity")  # fmt: skip

    class Meta(BaseTable.Meta):
        model = Customer
        fields = ("name", "number", "status", "owner", "region", "grade", "last_activity", "silent")

    def render_silent(self, value):
        return str(days_since(value))

    def value_silent(self, value, record):
        return days_since(value) if value else None


def days_since(moment):
    return (today() - moment.astimezone(SHANGHAI).date()).days


class CustomerWeekTable(LineTable):
    """The drill-down of one rep's week: rows are CustomerWeek."""

    customer = Column(linkify=True, verbose_name=_("customer"))
    done = QuantityColumn(kind="int", verbose_name=_("visits"))
    missing = QuantityColumn(kind="int", verbose_name=_("missing"))

    def render_customer(self, value):
        return value.name

    def render_missing(self, value):
        return (
            format_html('<span class="tag tag-bad">{}</span>', value)
            if value
            else format_html('<span class="tag tag-good">{}</span>', _("reached"))
        )
