"""Sample and service part requests as rows."""

from django.utils.translation import gettext_lazy as _

from customers.customer.columns import ShortColumn
from customers.sample.models import SampleRequest
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, PersonColumn


class SampleTable(BaseTable):
    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=_("customer"))
    product_label = Column(verbose_name=_("product"), order_by="product_name")
    needed_on = DateColumn()
    order_number = ShortColumn(phone=False)
    owner = PersonColumn(accessor="customer__owner", verbose_name=_("responsible rep"), phone=False)

    class Meta(BaseTable.Meta):
        model = SampleRequest
        fields = (
            "number",
            "status",
            "kind",
            "customer",
            "product_label",
            "quantity",
            "needed_on",
            "order_number",
            "owner",
        )
