from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orders.shipment.states import ShipmentEventKind
from salesmgmt.core.web.forms import BaseForm


class ShipmentEventForm(BaseForm):
    kind = forms.ChoiceField(label=_("What happened"), choices=ShipmentEventKind.choices)
    at = forms.DateTimeField(label=_("Time"), initial=timezone.now)
    place = forms.CharField(label=_("Place"), max_length=100, required=False)
    expected_at = forms.DateTimeField(
        label=_("Expected arrival"), required=False, help_text=_("Where it is another than before.")
    )
    text = forms.CharField(label=_("Words"), widget=forms.Textarea(attrs={"rows": 2}), max_length=500, required=False)
