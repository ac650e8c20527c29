"""Forms of sales plans, and the grid in which targets are entered."""

from django import forms
from django.forms.models import inlineformset_factory
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from performance.plan.entering import RESERVE, enterable_lines
from performance.plan.models import MONTHS, SalesPlan, SalesPlanLine
from performance.plan.rules import differences
from performance.plan.states import Spread
from performance.plan.tree import lines_of
from salesmgmt.core import calendar
from salesmgmt.core.money import ZERO
from salesmgmt.core.templatetags.salesmgmt import money
from salesmgmt.core.web.form_classes import BaseLineFormSet
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LineForm


def month_label(number):
    """1月 above a column."""
    return format_lazy(gettext_lazy("Month {number}"), number=number)


class SalesPlanForm(BaseModelForm):
    growth = forms.DecimalField(
        label=gettext_lazy("growth over last year (%)"),
        max_digits=6,
        decimal_places=2,
        min_value=-100,
        required=False,
        help_text=gettext_lazy(
            "Fills in the targets from last year's collections; empty: they are entered afterwards."
        ),
    )

    class Meta:
        model = SalesPlan
        fields = ["year", "growth", "budget", "strategy", "policy", "remark"]
        groups = [
            (gettext_lazy("Sales plan"), ["year", "growth", "budget"]),
            (gettext_lazy("Strategy and policy"), ["strategy", "policy", "remark"]),
        ]
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in ("strategy", "policy")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["year"].disabled = True
            del self.fields["growth"]
        else:
            day = calendar.today()
            self.initial.setdefault("year", day.year + (day.month > 6))


class SpreadForm(BaseForm):
    """What becomes of a difference between a line and those below it."""

    wants_document = True

    line = forms.ModelChoiceField(SalesPlanLine.objects.none(), label=gettext_lazy("line"))
    method = forms.ChoiceField(
        label=gettext_lazy("spread"),
        choices=[*Spread.choices, (RESERVE, gettext_lazy("Keep it as a reserve"))],
    )

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        found = {each.line.pk: each.amount for each in differences(lines_of(document))}
        field = self.fields["line"]
        field.queryset = (
            document.lines.visible_to(self.user).filter(pk__in=found).select_related("unit", "person", "parent__unit")
        )
        field.label_from_instance = lambda line: f"{line.name}: {money(found[line.pk])}"
        field.empty_label = None


class MonthsForm(LineForm):
    """A row of the grid: the figure of the year and its twelve months, whoever's they are.

    ``present`` are the months that stand there. What was entered is told as ``entered``: a year's figure, which is
    spread, or single months; where both were changed they have to agree. An empty cell leaves what is there (PLN-03).
    """

    year = forms.DecimalField(
        label=pgettext_lazy("column", "Whole year"), max_digits=14, decimal_places=2, min_value=0, required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        months = self.present()
        self.initial["year"] = sum(months, ZERO)
        for number in range(1, MONTHS + 1):
            self.initial[f"m{number}"] = months[number - 1]
            self.fields[f"m{number}"] = forms.DecimalField(
                label=month_label(number), max_digits=14, decimal_places=2, min_value=0, required=False
            )
        for field in self.fields.values():
            if isinstance(field, forms.DecimalField):
                field.widget.attrs["step"] = "any"

    def present(self):
        return self.instance.months

    def clean(self):
        data = super().clean()
        if any(name in self.errors for name in self.fields):
            return data
        moved = [f"m{number}" for number in range(1, MONTHS + 1) if f"m{number}" in self.changed_data]
        months = [data.get(f"m{number}") if f"m{number}" in moved else None for number in range(1, MONTHS + 1)]
        has_year = "year" in self.changed_data and data.get("year") is not None
        if any(each is not None for each in months):
            whole = sum((now if new is None else new for new, now in zip(months, self.present(), strict=True)), ZERO)
            if has_year and whole != data["year"]:
                text = _("The months add up to %(months)s, the year says %(year)s.")
                self.add_error("year", text % {"months": f"¥{whole:,.2f}", "year": f"¥{data['year']:,.2f}"})
            data["entered"] = {"months": months}
        elif has_year:
            data["entered"] = {"year": data["year"]}
        return data


class TargetForm(MonthsForm):
    class Meta:
        model = SalesPlanLine
        fields: list = []


class GridRows(BaseLineFormSet):
    """The rows of a grid: ``rows()`` of the document, read once."""

    def rows(self):
        raise NotImplementedError

    def get_queryset(self):
        if not hasattr(self, "_queryset"):
            self._queryset = self.rows() if self.instance.pk else self.model._default_manager.none()
        return self._queryset


class TargetLines(GridRows):
    """The lines of the plan this person may enter, in the order of the tree."""

    def rows(self):
        lines = enterable_lines(self.form_kwargs["user"], self.instance)
        return lines.select_related("unit", "person", "parent__unit").order_by("position", "pk")


def grid_of(parent, model, form, formset, fk_name):
    """A grid with a row for each line that is there: none is added, none taken away."""
    return inlineformset_factory(
        parent, model, form=form, formset=formset, fk_name=fk_name, extra=0, can_delete=False, max_num=500
    )


TARGETS = grid_of(SalesPlan, SalesPlanLine, TargetForm, TargetLines, "plan")


class GridForm(BaseForm):
    spread = forms.ChoiceField(
        label=gettext_lazy("A year's figure is spread over the months"), choices=Spread.choices, initial=Spread.EVENLY
    )
