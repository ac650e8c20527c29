from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.nonconformity.states import NonconformitySeverity
from salesmgmt.core.web.forms import BaseForm


def _text(label, *, required=True):
    area = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, widget=area, max_length=2000, required=required)


class ActionForm(BaseForm):
    severity = forms.ChoiceField(
        label=pgettext_lazy("nonconformity", "Severity"), choices=NonconformitySeverity.choices
    )
    containment = _text(_("Immediate measure"), required=False)
    cause = _text(_("Cause"))
    corrective_action = _text(_("Corrective action"))


class VerificationForm(BaseForm):
    helped = forms.TypedChoiceField(
        label=pgettext_lazy("nonconformity", "Result"),
        choices=[("yes", _("The action helped")), ("no", _("The action did not help"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    verification = _text(pgettext_lazy("nonconformity", "Verified how, with what result"))
