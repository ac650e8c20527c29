from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from performance.assessment_scheme.models import AssessmentScheme, KpiDefinition
from performance.assessment_scheme.states import DeductionKind
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LineForm, line_formset


class SchemeForm(BaseModelForm):
    class Meta:
        model = AssessmentScheme
        fields = ["name", "period_kind", "remark"]
        widgets = {"remark": forms.Textarea(attrs={"rows": 2})}


class KpiDefinitionForm(LineForm):
    class Meta:
        model = KpiDefinition
        fields = ["kind", "code", "name", "weight", "target", "cap"]


KpiDefinitions = line_formset(AssessmentScheme, KpiDefinition, KpiDefinitionForm)


class DeductionForm(BaseForm):
    """The points and, for shortfalls, the target of each rule."""

    wants_document = True

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        self.rules = list(document.deductions.all())
        for rule in self.rules:
            self.fields[f"points_{rule.pk}"] = forms.DecimalField(
                label=f"{rule} · {rule.get_kind_display()}",
                min_value=Decimal(0),
                max_digits=5,
                decimal_places=2,
                initial=rule.points,
            )
            if rule.kind == DeductionKind.SHORTFALL:
                self.fields[f"target_{rule.pk}"] = forms.DecimalField(
                    label=_("target of %(what)s") % {"what": rule},
                    min_value=Decimal(0),
                    max_digits=14,
                    decimal_places=2,
                    required=False,
                    initial=rule.target,
                    help_text=_("Empty: what the person's plan or quota says."),
                )

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        return {"points": {rule.pk: (data[f"points_{rule.pk}"], data.get(f"target_{rule.pk}")) for rule in self.rules}}
