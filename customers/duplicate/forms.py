"""The form of a merge."""

from django import forms
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.web.forms import BaseForm, LookupField


class MergeChoiceForm(BaseForm):
    other = LookupField("customer", label=_("The second file of the same firm"))


class MergeForm(BaseForm):
    comment = forms.CharField(label=_("Reason"), max_length=200)
