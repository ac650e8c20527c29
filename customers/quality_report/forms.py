"""The forms of the weekly quality form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.quality.models import DEPARTMENTS
from customers.quality_report.models import QualityFeedbackReport, QualityReportLine
from customers.quality_report.weekly import my_departments
from customers.subject.fields import AboutProductFields
from salesmgmt.core.calendar import today
from salesmgmt.core.models import Unit
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LineForm, LookupField, line_formset


class ReportOpenForm(BaseForm):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("sales department"))
    day = forms.DateField(label=_("a day of the week"), initial=today)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units = my_departments(self.user)
        if not self.initial.get("unit"):
            self.initial["unit"] = units.first()


class ReportForm(BaseModelForm):
    class Meta:
        model = QualityFeedbackReport
        fields = ["is_nil", "remark"]


class ReportLineForm(AboutProductFields, LineForm):
    customer = LookupField("customer", label=_("customer"))

    class Meta:
        model = QualityReportLine
        fields = ["customer", "product", "content", "department", "action"]
        widgets = {"content": forms.Textarea(attrs={"rows": 2}), "action": forms.Textarea(attrs={"rows": 2})}


ReportLines = line_formset(QualityFeedbackReport, QualityReportLine, ReportLineForm, min_num=0)


class DepartmentsForm(BaseForm):
    departments = forms.MultipleChoiceField(
        label=_("departments"), choices=DEPARTMENTS, widget=forms.CheckboxSelectMultiple
    )
