from django import forms
from django.utils.translation import gettext_lazy as _

from customers.intelligence.models import MarketIntelligence
from customers.research.forms import tall
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LookupField


class IntelligenceForm(BaseModelForm):
    customer = LookupField("customer", label=_("customer"), required=False)

    class Meta:
        model = MarketIntelligence
        fields = ["topic", "title", "competitor", "customer", "source", "content"]
        widths = {"title": 8}
        widgets = tall("content")


class UseForm(BaseForm):
    comment = forms.CharField(label=_("what it is used for"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
