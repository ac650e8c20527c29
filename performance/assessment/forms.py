from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.customer.fields import PersonField, text_field
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role
from salesmgmt.core.web.forms import BaseForm


class ScoreForm(BaseForm):
    """A score and a comment for each line that is judged; what is computed is shown and cannot be typed (KPI-04)."""

    wants_document = True

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = [line for line in document.lines.all() if line.is_judged]
        for line in self.lines:
            self.fields[f"score_{line.pk}"] = forms.DecimalField(
                label=_("%(line)s: score from 0 to 100") % {"line": line},
                min_value=Decimal(0),
                max_value=Decimal(100),
                decimal_places=2,
                initial=line.reached,
                widget=forms.NumberInput(attrs={"inputmode": "decimal"}),
            )
            self.fields[f"comment_{line.pk}"] = forms.CharField(
                label=_("%(line)s: comment") % {"line": line},
                initial=line.comment,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.fields["comment"] = forms.CharField(
            label=pgettext_lazy("assessment", "comment of the superior"),
            initial=document.comment,
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        scores = {line.pk: (data[f"score_{line.pk}"], data[f"comment_{line.pk}"]) for line in self.lines}
        return {"scores": scores, "comment": data["comment"]}


class ConfirmForm(BaseForm):
    """Below the pass mark the coaching is required; advice is free (KPI-06)."""

    wants_document = True

    advice = text_field(_("improvement advice"), required=False)
    measures = text_field(_("coaching and training"), required=False)
    coach = PersonField(label=_("coach"), required=False)
    due_on = forms.DateField(label=_("to be done by"), required=False)

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        leaders = User.objects.with_role(Role.SUP, Role.MGR, Role.DIR, Role.GM).exclude(pk=document.person_id)
        self.fields["coach"].queryset = leaders.order_by("name")
        if document.result is not None and document.result < policy().pass_mark:
            for name in ("measures", "coach", "due_on"):
                self.fields[name].required = True
            self.fields["measures"].help_text = _("The result lies below the pass mark: plan the coaching.")
            self.initial.setdefault("coach", document.scored_by_id)
            self.initial.setdefault("due_on", today())


class AdviceForm(BaseForm):
    wants_document = True

    indicator = forms.ChoiceField(label=pgettext_lazy("assessment", "indicator"), required=False)
    text = text_field(_("advice"))

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        lines = [(line.code or line.name, str(line)) for line in document.lines.all()]
        self.fields["indicator"].choices = [("", "—"), *lines]


class AnswerForm(BaseForm):
    is_upheld = forms.TypedChoiceField(
        label=_("outcome of the appeal"),
        choices=[("no", _("Not upheld")), ("yes", _("Upheld"))],
        coerce=lambda value: value == "yes",
    )
    corrected_result = forms.DecimalField(
        label=pgettext_lazy("assessment", "corrected result"),
        max_digits=7,
        decimal_places=2,
        min_value=0,
        required=False,
        help_text=_("The confirmed result stays; the difference counts in a later month, in bonus and payroll."),
    )
    answer = text_field(_("answer"))

    def clean(self):
        data = super().clean()
        if data.get("corrected_result") is not None and not data.get("is_upheld"):
            self.add_error("corrected_result", _("Only an upheld appeal corrects the result."))
        return data


class OutcomeForm(BaseForm):
    comment = text_field(_("what came of it"))
