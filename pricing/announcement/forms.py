from django import forms
from django.utils.translation import gettext_lazy as _

from customers.contact.models import Contact
from salesmgmt.core.web.forms import BaseForm


class TalkForm(BaseForm):
    """With whom the representative spoke, and how he explained it."""

    wants_document = True

    contact = forms.ModelChoiceField(Contact.objects.none(), label=_("spoken with"), required=False)
    talk = forms.CharField(label=_("how it was explained"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contact"].queryset = Contact.objects.filter(customer=document.customer_id)
