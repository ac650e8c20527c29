"""Service tickets, commitments and teams as rows."""

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from customers.models import ServiceCommitment, ServiceTeam, ServiceTicket
from customers.tables.columns import ShortColumn
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
            "number", "status", "customer", "kind", "need", "product", "warranty", "assignee", "owner", "opened_at",
            "team", "mode", "resolved_at",
        )  # fmt: skip

    def render_warranty(self, record):
        return warranty_tag(record)

    def value_warranty(self, record):
        return record.get_warranty_display()


class CommitmentTable(BaseTable):
    contract_number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", order_by="customer__sort_key")
    product_category = Column()
    warranty_months = ShortColumn()
    scope = Column(width=40, phone=False)

    class Meta(BaseTable.Meta):
        model = ServiceCommitment
        fields = ("contract_number", "customer", "product_category", "warranty_months", "scope", "updated_at")


class TeamTable(BaseTable):
    name = DocumentLinkColumn()
    lead = PersonColumn()
    members = Column(empty_values=(), orderable=False, verbose_name=_("technicians and skills"))

    class Meta(BaseTable.Meta):
        model = ServiceTeam
        fields = ("name", "lead", "members", "is_active")

    def render_members(self, record):
        return "；".join(
            f"{each.person}（{'、'.join(str(skill) for skill in each.skills.all()) or '—'}）"
            for each in record.technicians.all()
        )
