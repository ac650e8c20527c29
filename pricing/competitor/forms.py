from django.utils.translation import gettext_lazy as _

from pricing.competitor.models import CompetitorPrice
from pricing.product.fields import price_field
from salesmgmt.core.web.forms import BaseModelForm, LookupField


class CompetitorPriceForm(BaseModelForm):
    product = LookupField("product", label=_("our comparable product"))
    price = price_field()

    class Meta:
        model = CompetitorPrice
        fields = ["competitor", "seen_on", "source", "product", "price", "comparison"]
        widths = {"product": 6, "price": 6, "comparison": 12}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["price"].label = _("competitor's price")
