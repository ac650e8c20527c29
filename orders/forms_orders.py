"""Forms of demand notices, orders and order changes. They check fields; the domain decides and writes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from orders.domain.order_change_review import DEPARTMENTS
from orders.models import DemandLine, DemandNotice, Order, OrderChange, OrderChangeLine, OrderLine
from pricing.forms import PlainDecimal, price_field, quantity_field
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LineForm, LookupField, line_formset


def _text(label, required=True, rows=3, help_text=""):
    return forms.CharField(
        label=label,
        required=required,
        max_length=2000,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class CommentForm(BaseForm):
    comment = _text(_("Comment"), required=False)


# -- demand notices


class DemandForm(BaseModelForm):
    customer = LookupField("customer", label=_("customer"))
    contract = LookupField(
        "contract", depends=("customer",), required=False, label=_("contract"),
        help_text=_("Empty for sporadic customers and samples."),
    )  # fmt: skip
    scan = forms.FileField(
        required=False, label=_("Customer's written notice"), help_text=_("The scan of the fax, or the e-mail.")
    )

    class Meta:
        model = DemandNotice
        fields = [
            "customer", "kind", "contract", "channel", "received_at", "customer_reference", "scan", "caller",
            "caller_phone", "called_at", "call_content", "delivery_place", "remark",
        ]  # fmt: skip
        widgets = {
            "call_content": forms.Textarea(attrs={"rows": 3}),
            "remark": forms.Textarea(attrs={"rows": 2}),
        }
        groups = [
            (_("Customer"), ["customer", "kind", "contract", "customer_reference", "delivery_place"]),
            (_("Notice"), ["channel", "received_at", "scan"], _("In principle in writing, by fax or e-mail.")),
            (
                _("Telephone record"),
                ["caller", "caller_phone", "called_at", "call_content"],
                _("Stands for the written notice when the customer calls by telephone."),
            ),
            (_("Remark"), ["remark"]),
        ]


class DemandLineForm(LineForm):
    product = LookupField("order-product", depends=("contract", "customer"), label=_("product"))
    quantity = quantity_field()
    price = PlainDecimal(smallest=0, largest=99999999, too_small=_("A price is not negative."), label=_("unit price"))

    class Meta:
        model = DemandLine
        fields = ["product", "state", "quantity", "price", "due_date"]


DemandLines = line_formset(DemandNotice, DemandLine, DemandLineForm, quantity="quantity", price="price")


class CheckForm(BaseForm):
    """The four checks of the representative, all of them (ORD-04)."""

    checked_item = forms.BooleanField(label=_("Item: we make or trade it"))
    checked_state = forms.BooleanField(label=_("Product state: as agreed with the customer"))
    checked_quantity = forms.BooleanField(label=_("Quantity: as the customer wants it"))
    checked_time = forms.BooleanField(label=_("Delivery time: can be met"))

    class Meta:
        widths = dict.fromkeys(("checked_item", "checked_state", "checked_quantity", "checked_time"), 12)


# -- orders


class OrderForm(BaseModelForm):
    customer = LookupField("customer", label=_("customer"))
    contract = LookupField(
        "contract", depends=("customer",), required=False, label=_("contract"),
        help_text=_("Empty for sporadic orders and samples."),
    )  # fmt: skip
    contact = LookupField("contact", depends=("customer",), required=False, label=_("contact"))

    class Meta:
        model = Order
        fields = [
            "customer", "kind", "contract", "contact", "customer_reference", "order_date", "delivery_place", "remark",
        ]  # fmt: skip
        widgets = {"remark": forms.Textarea(attrs={"rows": 2})}
        groups = [
            (_("Customer"), ["customer", "kind", "contract", "contact", "customer_reference"]),
            (_("Delivery"), ["order_date", "delivery_place", "remark"]),
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
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


# -- order changes


class OrderChangeForm(BaseModelForm):
    order = LookupField("order-to-change", label=_("order no."))

    class Meta:
        model = OrderChange
        fields = ["order", "kind", "content", "reason", "expected_impact", "is_own_fault"]
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("content", "reason", "expected_impact")}
        groups = [
            (_("Order"), ["order", "kind", "is_own_fault"]),
            (_("Request"), ["content", "reason", "expected_impact"], _("None of the four fields may be empty.")),
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["order"].disabled = True


class OrderChangeLineForm(LineForm):
    order_line = LookupField("order-line", depends=("order",), required=False, label=_("order line"))
    product = LookupField("product", required=False, label=_("or new product"))
    quantity = quantity_field(required=False)
    price = price_field(required=False)

    class Meta:
        model = OrderChangeLine
        fields = ["order_line", "product", "quantity", "price", "state", "due_date", "delivery_place"]

    def clean(self):
        data = super().clean()
        if not self.errors and not data.get("order_line") and not data.get("product"):
            raise forms.ValidationError(_("Choose the order line that changes, or a new product."))
        if not data.get("order_line") and data.get("product") and not data.get("quantity"):
            self.add_error("quantity", _("A new product needs a quantity."))
        return data


OrderChangeLines = line_formset(OrderChange, OrderChangeLine, OrderChangeLineForm, min_num=0, extra=1)


class ImpactForm(BaseForm):
    """What the change means, entered by the manager (CHG-02)."""

    impact_production = _text(_("Impact on production"))
    impact_delivery = _text(_("Impact on delivery"))
    impact_cost = _text(_("Impact on cost"))


class AskForm(BaseForm):
    departments = forms.MultipleChoiceField(
        label=_("Departments"),
        choices=[(str(role), role.label) for role in DEPARTMENTS],
        widget=forms.CheckboxSelectMultiple,
    )
    question = _text(_("What you want to know"), required=False)


class ExplanationForm(BaseForm):
    explanation = _text(_("How it was explained to the customer"))


class AlternativeForm(BaseForm):
    """Only a rejected change asks what was agreed instead."""

    wants_document = True
    agreed_alternative = _text(_("What was agreed with the customer instead"), required=False)

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        if document.status == OrderChange.Status.EXECUTED:
            del self.fields["agreed_alternative"]
        else:
            self.fields["agreed_alternative"].required = True
