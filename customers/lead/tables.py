"""Leads as rows."""

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from customers.customer.columns import ShortColumn
from customers.lead.board import attention
from customers.lead.models import Lead, LeadActivity
from salesmgmt.core.web.tables import (
    BaseTable,
    BooleanColumn,
    Column,
    DateColumn,
    DocumentLinkColumn,
    LineTable,
    PersonColumn,
)


class AttentionColumn(Column):
    """What presses: first contact overdue, idle for so many days, in the public pool."""

    def __init__(self, **kwargs):
        super().__init__(accessor="pk", orderable=False, verbose_name=_("attention"), **kwargs)

    def render(self, record):
        tags = [format_html('<span class="tag tag-{}">{}</span>', tone, text) for tone, text in attention(record)]
        return format_html_join(" ", "{}", ((tag,) for tag in tags))

    def export_value(self, value, record):
        return "；".join(str(text) for _tone, text in attention(record))


class LeadTable(BaseTable):
    company = DocumentLinkColumn(order_by="sort_key")
    number = ShortColumn(phone=False)
    source = ShortColumn()
    channel = Column(shown=False, phone=False)
    attention = AttentionColumn()
    campaign = Column(phone=False, shown=False)
    is_priority = BooleanColumn(phone=False)
    owner = PersonColumn(verbose_name=_("responsible rep"))
    first_contact_at = DateColumn(kind="datetime", phone=False, shown=False)
    assigned_at = DateColumn(kind="datetime", shown=False, phone=False)
    created_at = DateColumn(kind="datetime", phone=False)
    created_by = PersonColumn(verbose_name=_("entered by"), shown=False)
    region = ShortColumn(phone=False, shown=False)
    contact_name = ShortColumn()
    phone = ShortColumn()
    email = Column(shown=False, phone=False)
    need = Column(shown=False, phone=False, width=40)

    class Meta(BaseTable.Meta):
        model = Lead
        fields = (
            "company",
            "number",
            "status",
            "attention",
            "contact_name",
            "phone",
            "email",
            "source",
            "channel",
            "campaign",
            "is_priority",
            "owner",
            "region",
            "first_contact_at",
            "assigned_at",
            "created_at",
            "created_by",
            "need",
        )


class LeadActivityTable(LineTable):
    is_compact = False  # what was said needs the width of a phone

    by = PersonColumn()

    class Meta(LineTable.Meta):
        model = LeadActivity
        fields = ("at", "kind", "by", "summary")
