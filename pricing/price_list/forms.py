from django.utils.translation import gettext_lazy as _

from pricing.price_list.models import PriceRule
from pricing.product.fields import unit_price_field
from salesmgmt.core.web.forms import BaseModelForm, LookupField


class PriceRuleForm(BaseModelForm):
    product = LookupField("product", label=_("product"), required=False)
    price = unit_price_field(_("price"), required=False)

    class Meta:
        model = PriceRule
        fields = [
            "name",
            "priority",
            "is_active",
            "product",
            "category",
            "min_quantity",
            "segment",
            "grade",
            "new_customer",
            "min_years",
            "price",
            "discount_percent",
            "valid_from",
            "valid_to",
        ]
        groups = [
            (_("Rule"), ["name", "priority", "is_active"]),
            (_("Goods"), ["product", "category", "min_quantity"]),
            (_("Customers"), ["segment", "grade", "new_customer", "min_years"]),
            (_("Terms"), ["price", "discount_percent", "valid_from", "valid_to"]),
        ]

    def clean(self):
        data = super().clean()
        if "price" in data and "discount_percent" in data:
            if (data["price"] is None) == (data["discount_percent"] is None):
                self.add_error("price", _("Give either a price or a discount."))
            elif data["price"] is not None and not data.get("product"):
                self.add_error("product", _("A fixed price needs a product."))
        if data.get("valid_from") and data.get("valid_to") and data["valid_to"] < data["valid_from"]:
            self.add_error("valid_to", _("The last day lies before the first."))
        return data
