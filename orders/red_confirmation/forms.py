from django import forms
from django.utils.translation import gettext_lazy as _

from orders.red_confirmation.states import EnteredBy, FormState
from salesmgmt.core.web.forms import BaseForm


class ConfirmationForm(BaseForm):
    form_no = forms.CharField(label=_("Number of the confirmation form"), max_length=40)
    state = forms.ChoiceField(label=_("State at the tax bureau"), choices=FormState.choices)
    entered_by = forms.ChoiceField(label=_("Entered by"), choices=EnteredBy.choices, initial=EnteredBy.SELLER)
