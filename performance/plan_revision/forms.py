"""Forms of revisions, and their grid."""

from django import forms
from django.utils.translation import gettext_lazy as _

from performance.plan.forms import GridRows, MonthsForm, grid_of
from performance.plan.models import MONTHS, SalesPlan
from performance.plan.states import SalesPlanStatus
from performance.plan_revision.models import SalesPlanRevision, SalesPlanRevisionLine
from salesmgmt.core import calendar
from salesmgmt.core.web.forms import BaseModelForm


class SalesPlanRevisionForm(BaseModelForm):
    effective_month = forms.TypedChoiceField(
        label=_("changes from month"), coerce=int, choices=[(number, str(number)) for number in range(1, 13)]
    )

    class Meta:
        model = SalesPlanRevision
        fields = ["plan", "effective_month", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        released = SalesPlan.objects.visible_to(self.user).filter(status=SalesPlanStatus.RELEASED)
        field = self.fields["plan"]
        field.queryset = released.order_by("-year")
        field.label_from_instance = lambda plan: f"{plan.year} · {plan.number}"
        if self.instance.pk:
            field.disabled = True
            return
        day = calendar.today()
        self.initial.setdefault("plan", field.queryset.filter(year=day.year).first())
        self.initial.setdefault("effective_month", min(day.month + 1, MONTHS))


class RevisionLineForm(MonthsForm):
    class Meta:
        model = SalesPlanRevisionLine
        fields: list = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.revision_id:
            return
        for number in range(1, self.instance.revision.effective_month):
            self.fields[f"m{number}"].disabled = True  # it lies before the month from which the revision takes effect

    def present(self):
        return self.instance.months or [0] * MONTHS


class RevisionLines(GridRows):
    def rows(self):
        rows = SalesPlanRevisionLine.objects.filter(revision=self.instance)
        return rows.select_related("revision").order_by("line__position", "pk")


REVISION_TARGETS = grid_of(SalesPlanRevision, SalesPlanRevisionLine, RevisionLineForm, RevisionLines, "revision")
