from django import forms
from django.utils.translation import gettext_lazy as _

from orders.order.models import Order, OrderLine
from orders.supply.states import SupplyKind
from pricing.product.fields import PlainDecimal, quantity_field
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LineForm, LookupField, line_formset

QUANTITY = {"max_digits": 14, "decimal_places": 2, "min_value": 0}


class OrderForm(BaseModelForm):
    customer = LookupField("customer", label=_("customer"))
    contract = LookupField(
        "contract",
        depends=("customer",),
        required=False,
        label=_("contract"),
        help_text=_("Empty for sporadic orders and samples."),
    )
    contact = LookupField("contact", depends=("customer",), required=False, label=_("contact"))

    class Meta:
        model = Order
        fields = [
            "customer",
            "kind",
            "contract",
            "contact",
            "customer_reference",
            "order_date",
            "delivery_place",
            "remark",
        ]
        widgets = {"remark": forms.Textarea(attrs={"rows": 2})}
        groups = [
            (_("Customer"), ["customer", "kind", "contract", "contact", "customer_reference"]),
            (_("Delivery"), ["order_date", "delivery_place", "remark"]),
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = SupplyKind.entered()
        if self.instance.demand_id:
            # They come from the accepted demand notice.
            for name in ("customer", "kind", "contract"):
                self.fields[name].disabled = True


class OrderLineForm(LineForm):
    product = LookupField("order-product", depends=("contract", "customer"), label=_("product"))
    quantity = quantity_field()
    price = PlainDecimal(
        smallest=0, largest=99999999, too_small=_("A price is not negative."), label=_("unit price"), required=False
    )

    class Meta:
        model = OrderLine
        fields = ["product", "state", "quantity", "price", "due_date", "delivery_place", "supply_type"]


OrderLines = line_formset(Order, OrderLine, OrderLineForm, quantity="quantity", price="price")


class CancelForm(BaseForm):
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)
