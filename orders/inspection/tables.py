from django.utils.translation import gettext_lazy as _

from orders.inspection.models import Inspection
from salesmgmt.core.web.tables import BaseTable, Column, DocumentLinkColumn, PersonColumn


class InspectionTable(BaseTable):
    number = DocumentLinkColumn()
    product = Column(accessor="production__order_line__product", verbose_name=_("product"))
    order = Column(accessor="order__number", verbose_name=_("order"))
    inspected_by = PersonColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = Inspection
        fields = ("number", "status", "product", "order", "quantity", "quantity_passed", "inspected_by", "inspected_at")
