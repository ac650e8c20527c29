from django.utils.translation import gettext_lazy as _

from customers.customer.columns import ShortColumn
from customers.service.models import ServiceCommitment, ServiceTeam
from salesmgmt.core.web.tables import BaseTable, Column, DocumentLinkColumn, PersonColumn


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
