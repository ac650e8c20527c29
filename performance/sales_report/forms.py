from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.sales_report.models import ReportMeasure, SalesReport
from salesmgmt.core.web.forms import BaseModelForm, LineForm, LookupField, line_formset

TEXTS = ("dynamics", "costs", "competition", "problems")


class SalesReportForm(BaseModelForm):
    class Meta:
        model = SalesReport
        fields = list(TEXTS)
        groups = [
            (pgettext_lazy("sales report", "Analysis"), ["dynamics", "costs", "competition"]),
            (
                pgettext_lazy("sales report", "Problems and measures"),
                ["problems"],
                _("The report is handed in with its problems and at least one measure."),
            ),
        ]
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in TEXTS}


class MeasureForm(LineForm):
    person = LookupField("person", label=pgettext_lazy("sales report", "who does it"))

    class Meta:
        model = ReportMeasure
        fields = ["text", "person", "due_on"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}


MeasureLines = line_formset(SalesReport, ReportMeasure, MeasureForm, min_num=0)
