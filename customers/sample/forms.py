"""The forms of sample and service part requests."""

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.sample.models import SampleRequest
from customers.subject.fields import AboutProductFields
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LookupField


class SampleForm(AboutProductFields, BaseModelForm):
    customer = LookupField("customer", label=_("customer"))
    contact = LookupField("contact", label=_("contact"), depends=("customer",), required=False)

    class Meta:
        model = SampleRequest
        fields = [
            "customer",
            "contact",
            "kind",
            "product",
            "product_category",
            "product_state",
            "quantity",
            "needed_on",
            "delivery_place",
            "purpose",
        ]
        groups = [
            (_("Who"), ["customer", "contact", "kind"]),
            (_("What"), ["product", "product_category", "product_state", "quantity", "purpose"]),
            (_("When and where"), ["needed_on", "delivery_place"]),
        ]


class SampleResultForm(BaseForm):
    result = forms.CharField(
        label=_("what the customer said of it"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000
    )
