from django import forms
from django.utils.translation import pgettext_lazy

from customers.customer.fields import text_field
from performance.work_report.models import WorkReport
from salesmgmt.core.web.forms import BaseForm, BaseModelForm


class WorkReportForm(BaseModelForm):
    class Meta:
        model = WorkReport
        fields = ["problems", "proposals", "next_steps"]
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in fields}


class CommentForm(BaseForm):
    comment = text_field(pgettext_lazy("work report", "comment of the superior"))
