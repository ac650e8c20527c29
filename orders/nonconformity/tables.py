from django.utils.translation import gettext_lazy as _

from orders.nonconformity.models import Nonconformity
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, PersonColumn


class NonconformityTable(BaseTable):
    number = DocumentLinkColumn()
    product = Column()
    order = Column(accessor="order__number", verbose_name=_("order"))
    customer = Column(accessor="order__customer__name", verbose_name=_("customer"), phone=False)
    defect = Column(width=40)
    action_by = PersonColumn(phone=False)
    created_at = DateColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = Nonconformity
        fields = (
            "number",
            "status",
            "severity",
            "product",
            "quantity",
            "defect",
            "order",
            "customer",
            "action_by",
            "created_at",
        )
