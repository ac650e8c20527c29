from django.utils.translation import gettext_lazy as _

from contracts.filing.models import ContractFiling
from salesmgmt.core.web.tables import BaseTable, DateColumn, DocumentLinkColumn, PersonColumn, TextColumn


class FilingTable(BaseTable):
    sorted_by = ("received_on",)

    contract = DocumentLinkColumn(
        accessor="contract",
        order_by="contract__number",
        linkify=lambda record: record.contract.get_absolute_url(),
        verbose_name=_("Contract"),
    )
    customer = TextColumn(accessor="contract__customer__name", verbose_name=_("Customer"))
    version = TextColumn(kind="int")
    shelf = TextColumn()
    received_on = DateColumn()
    received_by = PersonColumn()
    remark = TextColumn(phone=False)

    class Meta:
        model = ContractFiling
        fields = ["contract", "customer", "version", "shelf", "received_on", "received_by", "remark"]
