from django import forms
from django.utils.translation import gettext_lazy as _

from orders.demand.models import DemandLine, DemandNotice
from pricing.product.fields import PlainDecimal, quantity_field
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


class DemandForm(BaseModelForm):
    customer = LookupField("customer", label=_("customer"))
    contract = LookupField(
        "contract",
        depends=("customer",),
        required=False,
        label=_("contract"),
        help_text=_("Empty for sporadic customers and samples."),
    )
    scan = forms.FileField(
        required=False, label=_("Customer's written notice"), help_text=_("The scan of the fax, or the e-mail.")
    )

    class Meta:
        model = DemandNotice
        fields = [
            "customer",
            "kind",
            "contract",
            "channel",
            "received_at",
            "customer_reference",
            "scan",
            "caller",
            "caller_phone",
            "called_at",
            "call_content",
            "delivery_place",
            "remark",
        ]
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

    def clean(self):
        """Picking the customer proposes who calls; where nobody called, nobody is written down as the caller."""
        data = super().clean()
        is_call = data.get("channel") == DemandNotice.Channel.PHONE or data.get("called_at") or data.get("call_content")
        return data if is_call else {**data, "caller": "", "caller_phone": ""}


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
