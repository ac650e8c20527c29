from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from salesmgmt.core.calendar import today
from salesmgmt.core.web.forms import BaseForm


class FilingForm(BaseForm):
    received_on = forms.DateField(label=pgettext_lazy("filing", "Received on"), initial=today)
    shelf = forms.CharField(label=_("Shelf no."), max_length=60)
    remark = forms.CharField(label=_("Remark"), max_length=200, required=False)
