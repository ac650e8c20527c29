from django import forms
from django.utils.translation import gettext_lazy as _

from orders.demand.forms import _text
from orders.order_change.models import OrderChange
from orders.order_change.review import DEPARTMENTS
from salesmgmt.core.web.forms import BaseForm


class AskForm(BaseForm):
    departments = forms.MultipleChoiceField(
        label=_("Departments"),
        choices=[(str(role), role.label) for role in DEPARTMENTS],
        widget=forms.CheckboxSelectMultiple,
    )
    question = _text(_("What you want to know"), required=False)


class ExplanationForm(BaseForm):
    explanation = _text(_("How it was explained to the customer"))


class AlternativeForm(BaseForm):
    """Only a rejected change asks what was agreed instead."""

    wants_document = True
    agreed_alternative = _text(_("What was agreed with the customer instead"), required=False)

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        if document.status == OrderChange.Status.EXECUTED:
            del self.fields["agreed_alternative"]
        else:
            self.fields["agreed_alternative"].required = True
