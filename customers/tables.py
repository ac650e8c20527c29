"""The lists of this app: one column list for page, phone and export."""

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from customers.models import (
    Contact,
    Customer,
    CustomerEvaluation,
    CustomerOwnerHistory,
    EvaluationScheme,
    EvaluationScore,
    Lead,
    LeadActivity,
    Opportunity,
)
from salesmgmt.core.templatetags.salesmgmt import quantity
from salesmgmt.core.web.tables import (
    BaseTable,
    BooleanColumn,
    Column,
    DateColumn,
    DocumentLinkColumn,
    LineTable,
    MoneyColumn,
    PersonColumn,
    QuantityColumn,
)

GRADE_TONES = {"A": "good", "B": "good", "C": "info", "D": "warn", "E": "bad"}


def grade_tag(grade, label=None):
    """A credit grade as a coloured tag; nothing for a customer not yet evaluated."""
    if not grade:
        return "—"
    return format_html('<span class="tag tag-{}">{}</span>', GRADE_TONES[grade], label or grade)


class ShortColumn(Column):
    """A number or a short word that is read at a glance and must not break into two lines."""

    def css(self):
        return f"{super().css()} text-nowrap"


class GradeColumn(Column):
    """The credit grade, as its letter."""

    def render(self, record):
        return grade_tag(record.grade)


class LeadTable(BaseTable):
    company = DocumentLinkColumn(order_by="sort_key")
    number = ShortColumn(phone=False)
    channel = Column(shown=False, phone=False)
    campaign = Column(phone=False)
    is_priority = BooleanColumn(phone=False)
    owner = PersonColumn(verbose_name=_("responsible rep"))
    first_contact_at = DateColumn(kind="datetime", phone=False)
    assigned_at = DateColumn(kind="datetime", shown=False, phone=False)
    created_at = DateColumn(kind="datetime", phone=False)
    created_by = PersonColumn(verbose_name=_("entered by"), shown=False)
    region = ShortColumn(phone=False)
    contact_name = ShortColumn()
    phone = ShortColumn()
    need = Column(shown=False, phone=False, width=40)

    class Meta(BaseTable.Meta):
        model = Lead
        fields = (
            "company", "number", "status", "contact_name", "phone", "source", "channel", "campaign", "is_priority",
            "owner", "region", "first_contact_at", "assigned_at", "created_at", "created_by", "need",
        )  # fmt: skip


class LeadActivityTable(LineTable):
    by = PersonColumn()

    class Meta(LineTable.Meta):
        model = LeadActivity
        fields = ("at", "kind", "by", "summary")


class CustomerTable(BaseTable):
    name = DocumentLinkColumn(order_by="sort_key")
    number = ShortColumn(phone=False)
    region = ShortColumn(phone=False)
    segment = ShortColumn(phone=False)
    grade = GradeColumn()
    owner = PersonColumn(verbose_name=_("responsible rep"))
    warning_line = MoneyColumn(verbose_name=_("warning line"))
    orders_last_12m = QuantityColumn(verbose_name=_("orders in 12 months"), kind="int", phone=False)
    short_name = Column(shown=False)
    credit_code = Column(shown=False, width=22)
    industry = Column(shown=False)
    phone = Column(shown=False)
    address = Column(shown=False, width=36)
    origin = Column(shown=False)
    first_delivery_date = DateColumn(shown=False)
    created_at = DateColumn(shown=False, kind="datetime")

    class Meta(BaseTable.Meta):
        model = Customer
        fields = (
            "name", "number", "status", "grade", "warning_line", "owner", "region", "segment", "location_type",
            "orders_last_12m", "short_name", "credit_code", "industry", "phone", "address", "origin",
            "first_delivery_date", "created_at",
        )  # fmt: skip


class ContactTable(LineTable):
    def render_phone(self, value):
        return format_html('<a href="tel:{}">{}</a>', value, value)

    def render_email(self, value):
        return format_html('<a href="mailto:{}">{}</a>', value, value)

    class Meta(LineTable.Meta):
        model = Contact
        fields = ("name", "position", "phone", "email", "is_primary")


class OwnerHistoryTable(LineTable):
    from_user = PersonColumn()
    to_user = PersonColumn()
    changed_by = PersonColumn()

    class Meta(LineTable.Meta):
        model = CustomerOwnerHistory
        fields = ("at", "from_user", "to_user", "changed_by", "reason")


class OpportunityTable(BaseTable):
    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=_("customer"))
    owner = PersonColumn(accessor="customer__owner", verbose_name=_("responsible rep"))
    created_at = DateColumn(kind="datetime", phone=False)

    class Meta(BaseTable.Meta):
        model = Opportunity
        fields = ("number", "status", "title", "customer", "expected_amount", "expected_on", "owner", "created_at")


class EvaluationTable(BaseTable):
    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=_("customer"))
    owner = PersonColumn(accessor="customer__owner", verbose_name=_("responsible rep"))
    grade = GradeColumn()
    created_at = DateColumn(kind="datetime", phone=False)

    class Meta(BaseTable.Meta):
        model = CustomerEvaluation
        fields = ("number", "status", "customer", "occasion", "total", "grade", "approved_on", "owner", "created_at")


class ScoreTable(LineTable):
    """The nine lines of a report with their total."""

    criterion = Column(accessor="criterion__name", footer=_("Total"), verbose_name=_("criterion"))
    band = Column(accessor="band__text", empty_values=(), verbose_name=_("standard reached"))
    points = QuantityColumn(
        kind="int", verbose_name=_("points"), footer=lambda table: sum(row.points or 0 for row in table.data.data)
    )

    def render_value(self, value, record):
        return f"{quantity(value)} {record.criterion.unit}".strip()

    def render_band(self, value, record):
        if record.band is None:
            return "—"
        letter = record.band.letter or _("below D")
        return format_html('<span class="band-letter">{}</span> {}', letter, record.band.text)

    class Meta(LineTable.Meta):
        model = EvaluationScore
        fields = ("criterion", "value", "band", "points", "remark")


class SchemeTable(BaseTable):
    version = DocumentLinkColumn()
    created_by = PersonColumn()

    def render_version(self, value):
        return f"v{value}"

    class Meta(BaseTable.Meta):
        model = EvaluationScheme
        fields = ("version", "name", "valid_from", "created_by", "created_at", "remark")


class ChannelTable(LineTable):
    """The channel report: rows are ChannelRow."""

    label = Column(verbose_name=_("channel"))
    leads = QuantityColumn(kind="int", verbose_name=_("leads"))
    qualified = QuantityColumn(kind="int", verbose_name=_("qualified"))
    converted = QuantityColumn(kind="int", verbose_name=_("converted"))
    rate = Column(kind="percent", verbose_name=_("conversion rate"))

    def render_rate(self, value):
        return f"{value * 100:.1f}%"
