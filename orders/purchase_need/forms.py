from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.purchase_need.models import PurchaseNeed
from pricing.product.fields import quantity_field
from salesmgmt.core.calendar import today
from salesmgmt.core.web.forms import BaseForm, BaseModelForm


class PurchaseNeedForm(BaseModelForm):
    quantity = quantity_field()

    class Meta:
        model = PurchaseNeed
        fields = ["item", "quantity", "unit", "need_date", "supplier", "remark"]
        widgets = {"remark": forms.Textarea(attrs={"rows": 2})}
        widths = {"remark": 12}


class OrderedForm(BaseForm):
    supplier = forms.CharField(label=_("Supplier"), max_length=120)
    expected_on = forms.DateField(label=_("Expected on"))


class ArrivedForm(BaseForm):
    arrived_on = forms.DateField(label=pgettext_lazy("purchase need", "Arrived on"), initial=today)
