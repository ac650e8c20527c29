from django.utils.translation import gettext_lazy as _

from orders.opening_stock.models import OpeningStock
from salesmgmt.core.web.forms import BaseModelForm, LookupField


class OpeningStockForm(BaseModelForm):
    product = LookupField("stocked-product", label=_("product"))

    class Meta:
        model = OpeningStock
        fields = ["product", "quantity", "remark"]
        widths = {"remark": 12}
