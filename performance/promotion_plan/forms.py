from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.promotion_plan.models import PromotionPlan, PromotionPlanLine
from performance.promotion_plan.placing import open_lines
from salesmgmt.core.calendar import today
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LineForm, line_formset


class PromotionPlanForm(BaseModelForm):
    class Meta:
        model = PromotionPlan
        fields = ["year", "budget", "goal", "market", "content"]
        groups = [
            (_("Plan"), ["year", "budget"]),
            (pgettext_lazy("promotion", "Goal and content"), ["goal", "market", "content"]),
        ]
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in ("goal", "market", "content")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["year"].disabled = True
        else:
            self.initial.setdefault("year", today().year)


class PromotionLineForm(LineForm):
    class Meta:
        model = PromotionPlanLine
        fields = ["channel", "product", "target_group", "content", "budget"]


PromotionLines = line_formset(PromotionPlan, PromotionPlanLine, PromotionLineForm, min_num=0, extra=1, amount="budget")


class PlaceForm(BaseForm):
    """The line of the plan that a campaign carries out."""

    wants_document = True

    line = forms.ModelChoiceField(
        PromotionPlanLine.objects.none(),
        label=_("line of the promotion plan"),
        required=False,
        empty_label=_("Outside the plan"),
        widget=forms.Select(attrs={"data-enhance": "select"}),
    )

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["line"].queryset = open_lines(document)
