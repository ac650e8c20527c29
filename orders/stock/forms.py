from django import forms
from django.utils.translation import gettext_lazy as _

from orders.order.fields import QUANTITY
from salesmgmt.core.web.forms import BaseForm


class StockEntryForm(BaseForm):
    quantity = forms.DecimalField(label=_("Quantity"), **QUANTITY)
