from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.plan.models import PLAN_DEPARTMENTS, PlanRelease, PlanReleaseLine
from orders.plan.states import FOR_RETURNS
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LineForm, line_formset


def department_field():
    return forms.MultipleChoiceField(
        label=_("Departments"),
        choices=[(role.value, role.label) for role in PLAN_DEPARTMENTS],
        widget=forms.CheckboxSelectMultiple,
    )


class PlanForm(BaseModelForm):
    departments = department_field()

    class Meta:
        model = PlanRelease
        fields = ["kind", "departments", "remark"]
        widgets = {"remark": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        if self.instance.kind in FOR_RETURNS:
            kind.disabled = True
        else:
            kind.choices = [each for each in PlanRelease.Kind.choices if each[0] not in FOR_RETURNS]


class PlanLineForm(LineForm):
    class Meta:
        model = PlanReleaseLine
        fields = ["order_line", "quantity", "due_date", "state", "quality_requirement", "technical_file"]
        widgets = {"quality_requirement": forms.TextInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A plan line belongs to its order line for good; only what is asked of it is edited.
        order = self.instance.plan.order if self.instance.plan_id else None
        lines = (
            order.lines.select_related("product")
            if order
            else PlanReleaseLine._meta.get_field("order_line").related_model.objects.none()
        )
        self.fields["order_line"].queryset = lines


PlanLineSet = line_formset(PlanRelease, PlanReleaseLine, PlanLineForm, min_num=0)


class OralNoticeForm(BaseForm):
    departments = department_field()
    content = forms.CharField(label=_("What was said"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    given_at = forms.DateTimeField(label=pgettext_lazy("oral notice", "When"), initial=timezone.now)
