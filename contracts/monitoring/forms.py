from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.monitoring.models import Deviation
from salesmgmt.core.calendar import today
from salesmgmt.core.web.forms import BaseForm


def _text(label, required=True):
    return forms.CharField(label=label, required=required, widget=forms.Textarea(attrs={"rows": 3}), max_length=4000)


class MonitoringForm(BaseForm):
    finding = _text(_("How is the contract performed?"))


class DeviationForm(BaseForm):
    clause = forms.ChoiceField(label=_("clause concerned"), choices=Deviation.Clause.choices)
    found_on = forms.DateField(label=_("found on"), initial=today)
    text = _text(_("deviation"))
    cause = _text(_("cause"), required=False)
    action = _text(_("corrective action"), required=False)
    due_on = forms.DateField(label=_("to be corrected by"), required=False)


class CorrectionForm(BaseForm):
    cause = _text(_("cause"))
    action = _text(_("corrective action"))
    due_on = forms.DateField(label=_("to be corrected by"), required=False)


class ResultForm(BaseForm):
    result = _text(_("What the correction has brought"))
