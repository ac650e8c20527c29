from django.utils.translation import gettext_lazy as _

from pricing.competitor.models import CompetitorPrice
from pricing.product.fields import unit_price_field
from salesmgmt.core.web.forms import BaseModelForm, LookupField


class CompetitorPriceForm(BaseModelForm):
    product = LookupField("product", label=_("our comparable product"))
    price = unit_price_field(_("competitor's price"))

    class Meta:
        model = CompetitorPrice
        fields = ["competitor", "seen_on", "source", "product", "price", "comparison"]
        widths = {"product": 6, "price": 6, "comparison": 12}
