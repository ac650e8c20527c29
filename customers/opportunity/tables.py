from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from customers.customer.columns import ShortColumn
from customers.opportunity.models import Opportunity
from customers.opportunity.pursuit import days_in_stage, is_stale
from salesmgmt.core.web.tables import (
    BaseTable,
    Column,
    DateColumn,
    DocumentLinkColumn,
    LineTable,
    MoneyColumn,
    OverdueDaysColumn,
    PersonColumn,
    QuantityColumn,
)

PRIORITY_TONES = {"high": "warn", "medium": "info", "low": "neutral"}


class StageAgeColumn(QuantityColumn):
    """How many days it has stood in its stage; red where it stands still."""

    def __init__(self, **kwargs):
        super().__init__(
            accessor="stage_since", kind="int", order_by="-stage_since", verbose_name=_("days in stage"), **kwargs
        )

    def render(self, record):
        if not record.is_open:
            return "—"
        tone = "tone-bad" if is_stale(record) else ""
        return format_html('<span class="{}">{}</span>', tone, days_in_stage(record))

    def export_value(self, value, record):
        return days_in_stage(record) if record.is_open else None


class PriorityColumn(ShortColumn):
    def render(self, record):
        if not record.priority:
            return "—"
        tone = PRIORITY_TONES[record.priority]
        return format_html('<span class="tag tag-{}">{}</span>', tone, record.get_priority_display())

    def export_value(self, value, record):
        return str(record.get_priority_display())


class OpportunityTable(BaseTable):
    title = DocumentLinkColumn()
    number = ShortColumn(phone=False)
    customer = Column(accessor="customer__name", verbose_name=_("customer"))
    priority = PriorityColumn(phone=False)
    stage_since = StageAgeColumn()
    next_contact_on = OverdueDaysColumn(running=Opportunity.TRANSITIONS)
    assigned_to = PersonColumn()
    is_complex = Column(shown=False, phone=False)
    owner = PersonColumn(accessor="customer__owner", verbose_name=_("the customer's rep"), shown=False, phone=False)
    created_at = DateColumn(kind="datetime", phone=False, shown=False)

    class Meta(BaseTable.Meta):
        model = Opportunity
        fields = (
            "title",
            "number",
            "status",
            "customer",
            "priority",
            "expected_amount",
            "expected_on",
            "stage_since",
            "next_contact_on",
            "assigned_to",
            "is_complex",
            "owner",
            "created_at",
        )

    def render_is_complex(self, value):
        return _("yes") if value else _("no")


class StageTable(LineTable):
    """Rows are domain.opportunity_funnel.Stage."""

    label = Column(verbose_name=_("stage"))
    count = QuantityColumn(kind="int", verbose_name=_("opportunities"))
    amount = MoneyColumn(verbose_name=_("expected amount"))
    days = QuantityColumn(kind="int", verbose_name=_("average days in stage"), phone=False)
    stale = QuantityColumn(kind="int", verbose_name=_("stand still"))


class RepTable(LineTable):
    """Rows are domain.opportunity_funnel.RepLine."""

    name = Column(verbose_name=_("Sales representative"))
    open = QuantityColumn(kind="int", verbose_name=_("in progress"))
    amount = MoneyColumn(verbose_name=_("expected amount"))
    overdue = QuantityColumn(kind="int", verbose_name=_("contact overdue"))
    stale = QuantityColumn(kind="int", verbose_name=_("stand still"))
    won = QuantityColumn(kind="int", verbose_name=_("won"), phone=False)
    lost = QuantityColumn(kind="int", verbose_name=_("lost"), phone=False)
