"""The form of needs and preferences."""

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.preference.models import CustomerPreference
from salesmgmt.core.web.forms import BaseForm, BaseModelForm


class PreferenceForm(BaseModelForm):
    class Meta:
        model = CustomerPreference
        fields = ["topic", "content"]
        widths = {"content": 12}
        help_texts = {"topic": _("such as packaging, delivery, quality, price, service")}


class PreferenceAction(BaseForm):
    topic = forms.CharField(
        label=_("topic"), max_length=40, help_text=_("such as packaging, delivery, quality, price, service")
    )
    content = forms.CharField(label=_("content"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
