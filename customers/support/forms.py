"""Asking departments, and answering."""

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.support.models import DEPARTMENTS, SupportRequest
from salesmgmt.core.web.forms import BaseForm


class AskForm(BaseForm):
    departments = forms.MultipleChoiceField(
        label=_("departments"), choices=DEPARTMENTS, widget=forms.CheckboxSelectMultiple
    )
    question = forms.CharField(label=_("question"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)
    due_on = forms.DateField(label=_("answer until"), required=False)


class AnswerForm(BaseForm):
    """The word of the department of the person who answers; who belongs to two chooses."""

    wants_document = True

    request = forms.ModelChoiceField(SupportRequest.objects.none(), label=_("question"), empty_label=None)
    feasible = forms.TypedChoiceField(
        label=_("answer"),
        choices=[("yes", _("Feasible")), ("no", _("Not feasible"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("what it rests on"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=_("Conditions, dates, what would have to be changed."),
    )

    def __init__(self, *args, document=None, **kwargs):
        super().__init__(*args, **kwargs)
        asked = document.support_requests.filter(status=SupportRequest.Status.ASKED, department__in=self.user.roles)
        self.fields["request"].queryset = asked
