from django.utils.translation import gettext_lazy as _

from pricing.stock_level.models import StockLevel
from salesmgmt.core.web.forms import BaseModelForm, LookupField


class StockLevelForm(BaseModelForm):
    product = LookupField("stocked-product", label=_("product"))

    class Meta:
        model = StockLevel
        fields = ["product", "quantity", "as_of", "remark"]
        widths = {"remark": 12}

    def _get_validation_exclusions(self):
        """The same product and day again replaces what was stated: no constraint is broken by it."""
        return super()._get_validation_exclusions() | {"as_of"}
