from django import forms
from django.utils.translation import gettext_lazy as _

from customers.evaluation.entry import Answer
from customers.evaluation.models import CustomerEvaluation
from customers.scheme.forms import BELOW, LARGEST
from customers.scheme.scoring import as_kept, as_shown, places_of
from customers.scheme.states import EvaluationCriterionKind
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LookupField


class EvaluationStartForm(BaseForm):
    customer = LookupField("customer-to-evaluate", label=_("customer"))


class EvaluationForm(BaseModelForm):
    """Nine criteria by the scheme in force: a figure, or one of the bands, and a remark."""

    class Meta:
        model = CustomerEvaluation
        fields = ["opinion"]

    def __init__(self, *args, scheme, answers=None, **kwargs):
        self.scheme = scheme
        super().__init__(*args, **kwargs)
        for criterion in scheme.criteria:
            self._add_fields(criterion, (answers or {}).get(criterion.key, Answer()))

    def _add_fields(self, criterion, answer):
        key = criterion.key
        if criterion.is_choice:
            choices = [("", "—"), *((band.letter or BELOW, band.text) for band in criterion.bands)]
            initial = None if answer.letter is None else answer.letter or BELOW
            field = forms.ChoiceField(choices=choices, required=False, initial=initial, label=criterion.name)
            field.widget.attrs["class"] = "form-select"
        else:
            field = self._figure(criterion, answer)
        self.fields[f"value_{key}"] = field
        if criterion.kind == EvaluationCriterionKind.RANK:
            self.fields[f"unranked_{key}"] = forms.BooleanField(
                required=False,
                label=_("no rank"),
                initial=answer.letter is not None,
                widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
            )
        self.fields[f"remark_{key}"] = forms.CharField(
            required=False,
            max_length=200,
            initial=answer.remark,
            label=_("remark"),
            widget=forms.TextInput(
                attrs={
                    "class": "form-control",
                    "placeholder": _("remark"),
                    "aria-label": f"{criterion.name} {_('remark')}",
                }
            ),
        )

    @staticmethod
    def _figure(criterion, answer):
        whole = criterion.kind == EvaluationCriterionKind.RANK
        value = as_shown(answer.value, criterion.unit).normalize() if answer.value is not None else None
        return forms.DecimalField(
            required=False,
            label=criterion.name,
            initial=f"{value:f}" if value is not None else None,
            min_value=1 if whole else 0,
            max_value=100 if criterion.kind == EvaluationCriterionKind.SHARE else as_shown(LARGEST, criterion.unit),
            decimal_places=0 if whole else places_of(criterion.unit),
            max_digits=16,
            widget=forms.TextInput(attrs={"class": "form-control", "inputmode": "decimal", "autocomplete": "off"}),
        )

    def rows(self):
        """What the template walks over: (criterion, value field, unranked field or None, remark field)."""
        for criterion in self.scheme.criteria:
            key = criterion.key
            unranked = self[f"unranked_{key}"] if f"unranked_{key}" in self.fields else None
            yield criterion, self[f"value_{key}"], unranked, self[f"remark_{key}"]

    def answers(self):
        """{key: Answer} of what was typed so far; a figure that is no number counts as missing."""
        data = getattr(self, "cleaned_data", {})
        return {criterion.key: self._answer(criterion, data) for criterion in self.scheme.criteria}

    @staticmethod
    def _answer(criterion, data):
        value, remark = data.get(f"value_{criterion.key}"), data.get(f"remark_{criterion.key}", "")
        if criterion.is_choice:
            letter = None if value in (None, "") else "" if value == BELOW else value
            return Answer(letter=letter, remark=remark)
        if data.get(f"unranked_{criterion.key}"):
            return Answer(letter=criterion.bands[-1].letter, remark=remark)
        return Answer(value=None if value is None else as_kept(value, criterion.unit), remark=remark)
