from django.utils.translation import gettext_lazy as _

from contracts.copy.models import ContractCopy
from salesmgmt.core.web.tables import BaseTable, DateColumn, DocumentLinkColumn, PersonColumn, TextColumn


class CopyTable(BaseTable):
    contract = DocumentLinkColumn(
        accessor="contract",
        order_by="contract__number",
        linkify=lambda record: record.contract.get_absolute_url(),
        verbose_name=_("Contract"),
    )
    customer = TextColumn(accessor="contract__customer__name", verbose_name=_("Customer"))
    holder = TextColumn()
    kind = TextColumn()
    version = TextColumn(kind="int", phone=False)
    sent_at = DateColumn()
    acknowledged_by = PersonColumn()
    acknowledged_at = DateColumn()

    class Meta:
        model = ContractCopy
        fields = ["contract", "customer", "holder", "kind", "version", "sent_at", "acknowledged_by", "acknowledged_at"]
