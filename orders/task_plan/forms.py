from django import forms
from django.utils.translation import gettext_lazy as _

from orders.intake_plan.forms import month_field
from orders.task_plan.models import TaskPlan, TaskPlanLine
from pricing.product.fields import quantity_field
from salesmgmt.core.web.forms import BaseModelForm, LineForm, LookupField, line_formset

REMARK = {"remark": forms.Textarea(attrs={"rows": 2})}


class NewTaskPlanForm(BaseModelForm):
    month = month_field()

    class Meta:
        model = TaskPlan
        fields = ["month", "kind", "remark"]
        widgets = REMARK
        widths = {"remark": 12}


class TaskPlanForm(BaseModelForm):
    class Meta:
        model = TaskPlan
        fields = ["remark"]
        widgets = REMARK
        widths = {"remark": 12}


class TaskPlanLineForm(LineForm):
    product = LookupField("product", label=_("product"))
    quantity = quantity_field()

    class Meta:
        model = TaskPlanLine
        fields = ["product", "quantity", "due_date", "completion_date", "remark"]


TaskPlanLines = line_formset(TaskPlan, TaskPlanLine, TaskPlanLineForm, quantity="quantity", min_num=0)
