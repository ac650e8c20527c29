"""Leads as rows."""

from django.utils.translation import gettext_lazy as _

from customers.models import (
    Lead,
    LeadActivity,
)
from customers.tables.columns import ShortColumn
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


class ChannelTable(LineTable):
    """The channel report: rows are ChannelRow."""

    label = Column(verbose_name=_("channel"))
    leads = QuantityColumn(kind="int", verbose_name=_("leads"))
    qualified = QuantityColumn(kind="int", verbose_name=_("qualified"))
    converted = QuantityColumn(kind="int", verbose_name=_("converted"))
    rate = Column(kind="percent", verbose_name=_("conversion rate"))

    def render_rate(self, value):
        return f"{value * 100:.1f}%"
