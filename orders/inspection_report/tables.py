from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.inspection_report.models import CheckPoint
from salesmgmt.core.web.tables import BaseTable, Column, DocumentLinkColumn


class CheckPointTable(BaseTable):
    name = DocumentLinkColumn()
    code = Column(accessor="product__code", verbose_name=_("product code"))
    product = Column(accessor="product__name", verbose_name=_("product"))
    standard = Column(accessor="annex__contract__number", verbose_name=_("contract"), orderable=False)
    asked = Column(verbose_name=pgettext_lazy("check point", "requirement"), orderable=False)

    class Meta(BaseTable.Meta):
        model = CheckPoint
        fields = ("code", "product", "standard", "position", "name", "kind", "asked", "method", "is_active")
