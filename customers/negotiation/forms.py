"""The form of a round of negotiation."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from customers.negotiation.models import NegotiationRecord
from salesmgmt.core.calendar import today
from salesmgmt.core.web.forms import BaseModelForm


class NegotiationForm(BaseModelForm):
    """The five topics as they stand, and which of them are agreed; what is still open is said when all is to be agreed."""

    held_on = forms.DateField(label=_("date"), initial=today)
    agreed_topics = forms.MultipleChoiceField(
        label=_("agreed on"),
        choices=[
            (name, capfirst(NegotiationRecord._meta.get_field(name).verbose_name)) for name in NegotiationRecord.TOPICS
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("What stands in a field counts as agreed only when it is marked here."),
    )

    class Meta:
        model = NegotiationRecord
        fields = [
            "held_on",
            "quantity",
            "unit",
            "delivery_place",
            "quality_standard",
            "packaging",
            "payment_terms",
            "agreed_topics",
            "note",
        ]
        widths = {"delivery_place": 12, "agreed_topics": 12}
        widgets = {
            name: forms.Textarea(attrs={"rows": 2})
            for name in ("quality_standard", "packaging", "payment_terms", "note")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in NegotiationRecord.TOPICS:
            self.fields[name].required = False
