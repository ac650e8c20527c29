from django import forms
from django.utils.translation import gettext_lazy as _

from pricing.inquiry.models import Inquiry, InquiryLine
from pricing.product.fields import quantity_field
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LineForm, LookupField, line_formset


class InquiryForm(BaseModelForm):
    customer = LookupField("customer", label=_("customer"))
    contact = LookupField("contact", label=_("contact"), depends=("customer",), required=False)
    opportunity = LookupField("opportunity", label=_("opportunity"), depends=("customer",), required=False)

    class Meta:
        model = Inquiry
        fields = [
            "customer",
            "contact",
            "opportunity",
            "received_at",
            "channel",
            "customer_reference",
            "title",
            "question",
        ]
        groups = [
            (_("Who asks"), ["customer", "contact", "opportunity", "received_at", "channel", "customer_reference"]),
            (_("What is asked"), ["title", "question"]),
        ]
        widths = {"title": 12, "question": 12}

    def clean(self):
        data = super().clean()
        customer = data.get("customer")
        for name in ("contact", "opportunity"):
            related = data.get(name)
            if customer and related and related.customer_id != customer.pk:
                self.add_error(name, _("This belongs to another customer."))
        return data


class InquiryEditForm(InquiryForm):
    """The customer stays."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["customer"].disabled = True
        # A disabled field is not posted, so the page shown after an error must be told.
        self.fields["customer"].chosen = self.instance.customer_id


class InquiryLineForm(LineForm):
    product = LookupField("product", label=_("product"), required=False)
    quantity = quantity_field()

    class Meta:
        model = InquiryLine
        fields = ["product", "wanted", "quantity", "due_date", "remark"]

    def clean(self):
        data = super().clean()
        if self.has_changed() and not data.get("product") and not (data.get("wanted") or "").strip():
            self.add_error("wanted", _("Choose the product, or write what the customer calls it."))
        return data


InquiryLines = line_formset(Inquiry, InquiryLine, InquiryLineForm, min_num=0, extra=1)


class AnswerForm(BaseForm):
    answer = forms.CharField(label=_("answer"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)
