from django import forms
from django.utils.translation import gettext_lazy as _

from customers.feedback.models import ServiceFeedback
from customers.quality.forms import AREA
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LookupField


class ConclusionForm(BaseForm):
    conclusion = forms.CharField(label=_("conclusion"), widget=AREA, max_length=2000)


class FeedbackForm(BaseModelForm):
    customer = LookupField("customer", label=_("customer"))
    contact = LookupField("contact", label=_("contact"), depends=("customer",), required=False)

    class Meta:
        model = ServiceFeedback
        fields = ["customer", "contact", "channel", "given_on", "about", "score", "content"]
        groups = [
            (_("Who"), ["customer", "contact", "channel", "given_on"]),
            (_("What"), ["about", "score", "content"]),
        ]
