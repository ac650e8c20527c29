from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from customers.customer.columns import ShortColumn
from customers.ticket.models import ServiceTicket
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, PersonColumn

WARRANTY_TONES = {"in": "good", "out": "warn", "unknown": "neutral"}


def warranty_tag(ticket):
    tone = WARRANTY_TONES[ticket.warranty]
    return format_html('<span class="tag tag-{}">{}</span>', tone, ticket.get_warranty_display())


class TicketTable(BaseTable):
    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", order_by="customer__sort_key")
    kind = ShortColumn()
    need = Column(width=36, phone=False)
    product = Column(accessor="product_label", order_by="product_name", verbose_name=_("product"), phone=False)
    warranty = ShortColumn()
    assignee = PersonColumn()
    team = Column(shown=False, phone=False)
    opened_at = DateColumn(kind="datetime")
    owner = PersonColumn(accessor="customer__owner", verbose_name=_("responsible rep"), phone=False)
    mode = Column(shown=False, phone=False)
    resolved_at = DateColumn(kind="datetime", shown=False, phone=False)

    class Meta(BaseTable.Meta):
        model = ServiceTicket
        fields = (
            "number",
            "status",
            "customer",
            "kind",
            "need",
            "product",
            "warranty",
            "assignee",
            "owner",
            "opened_at",
            "team",
            "mode",
            "resolved_at",
        )

    def render_warranty(self, record):
        return warranty_tag(record)

    def value_warranty(self, record):
        return record.get_warranty_display()
