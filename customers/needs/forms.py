"""The forms of the needs survey and of its templates."""

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.needs.models import NeedsField, NeedsSurvey, NeedsTemplate
from customers.needs.survey import answers_of, questions_of
from salesmgmt.core.web.form_classes import Group
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LineForm, line_formset


class TemplateChoiceForm(BaseForm):
    template = forms.ModelChoiceField(
        NeedsTemplate.objects.filter(is_active=True), label=_("product family"), empty_label=None
    )


def _form_field(question):
    """The input of a question by its kind."""
    common = {"label": question.label, "required": False}
    if question.is_required and question.is_active:
        common["help_text"] = _("Mandatory before the survey is complete.")
    if question.kind in (NeedsField.Kind.NUMBER, NeedsField.Kind.MONEY):
        if question.unit or question.kind == NeedsField.Kind.MONEY:
            unit = question.unit or _("yuan")
            common["label"] = f"{question.label} ({unit})"
        return forms.DecimalField(max_digits=16, decimal_places=2, min_value=0, **common)
    if question.kind == NeedsField.Kind.DATE:
        return forms.DateField(**common)
    widget = forms.Textarea(attrs={"rows": 3}) if question.kind == NeedsField.Kind.LONG else forms.TextInput
    return forms.CharField(max_length=2000, widget=widget, **common)


def as_text(value):
    """What the database keeps of a typed value."""
    if value is None:
        return ""
    return f"{value.normalize():f}" if hasattr(value, "normalize") else str(value)


class NeedsSurveyForm(BaseModelForm):
    """The questions of the survey's template; they may be answered bit by bit."""

    class Meta:
        model = NeedsSurvey
        fields = ["surveyed_on", "respondent"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = answers_of(self.instance)
        self.questions = {f"answer_{question.pk}": question for question in questions_of(self.instance)}
        for name, question in self.questions.items():
            self.fields[name] = _form_field(question)
            self.initial[name] = known.get(question.pk, "")
            self._dress(name, self.fields[name])

    def groups(self):
        return [
            Group(self, self.instance.template.name, list(self.questions)),
            Group(self, _("Date and person"), ["surveyed_on", "respondent"]),
        ]

    def clean(self):
        found = super().clean()
        found["answers"] = {
            question.pk: as_text(found.pop(name)) for name, question in self.questions.items() if name in found
        }
        return found


class NeedsTemplateForm(BaseModelForm):
    class Meta:
        model = NeedsTemplate
        fields = ["name", "is_active", "solution_parts"]
        widths = {"solution_parts": 12}


class NeedsFieldForm(LineForm):
    class Meta:
        model = NeedsField
        fields = ["label", "kind", "unit", "is_required"]


class NeedsQuestions(line_formset(NeedsTemplate, NeedsField, NeedsFieldForm)):
    """The questions asked now; those asked no more stay with their answers and out of the form."""

    def get_queryset(self):
        if not hasattr(self, "_asked"):
            self._asked = super().get_queryset().filter(is_active=True)
        return self._asked
