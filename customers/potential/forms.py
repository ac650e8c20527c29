"""The forms of the two milestones (LEAD-08)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.domain.attachments import ACCEPT
from salesmgmt.core.web.forms import BaseForm


def paper_field(label):
    return forms.FileField(label=label, widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}))


class SampleForm(BaseForm):
    on = forms.DateField(label=_("sample confirmed on"))
    sample = forms.CharField(label=_("sample"), max_length=120)
    sample_state = forms.CharField(label=_("state of the sample"), max_length=200)
    file = paper_field(_("sample confirmation (file)"))


class IntentForm(BaseForm):
    on = forms.DateField(label=_("letter of intent agreed on"))
    intention = forms.CharField(label=_("intention"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    file = paper_field(_("letter of intent (file)"))
