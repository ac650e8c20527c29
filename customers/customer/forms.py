"""The forms of the customer file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.customer.fields import PersonField
from customers.customer.owner import possible_owners
from salesmgmt.core.web.forms import BaseForm


class ReassignForm(BaseForm):
    owner = PersonField(label=_("New responsible rep"))
    comment = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = possible_owners(self.user)
