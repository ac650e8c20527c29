from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contracts.termination.ending import settlement_of
from contracts.termination.models import ContractTermination
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.attachments import ACCEPT
from salesmgmt.core.web.forms import BaseForm, BaseModelForm


def _consent():
    return forms.FileField(
        label=_("Consent of both parties"), required=False, widget=forms.FileInput(attrs={"accept": ACCEPT})
    )


def _text(label):
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 3}), max_length=4000)


class TerminationForm(BaseModelForm):
    consent = _consent()

    class Meta:
        model = ContractTermination
        fields = ["ground", "basis", "reason", "course"]
        groups = [(_("Termination"), ["ground", "basis", "reason", "course", "consent"])]
        widths = {"reason": 6, "course": 6, "basis": 8}


class ConfirmForm(BaseForm):
    agreed_on = forms.DateField(label=_("agreed by both on"), initial=today)
    consent = _consent()
    comment = forms.CharField(
        label=_("Remark for the approver"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


class ExplainForm(BaseForm):
    """One open thing of the settlement sheet, and why it may stay open."""

    wants_document = True

    key = forms.ChoiceField(label=_("What is open"))
    text = _text(pgettext_lazy("settlement", "explanation"))

    def __init__(self, *args, document=None, **kwargs):
        super().__init__(*args, **kwargs)

        self.fields["key"].choices = [(row["key"], row["text"]) for row in settlement_of(document)]


class CloseForm(BaseForm):
    course = _text(_("course of the termination"))
    handover = _text(_("hand-over of what is under way"))
    lessons = _text(_("lessons learned"))
