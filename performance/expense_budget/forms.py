from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from performance.expense_budget.models import ExpenseBudget
from performance.expense_budget.preparing import amounts_of
from performance.expense_budget.states import MONTHS, ExpenseCategory
from salesmgmt.core.calendar import today
from salesmgmt.core.models import Unit
from salesmgmt.core.permissions import scopes
from salesmgmt.core.web.forms import BaseModelForm

# Units that have an expense budget of their own; an office spends of that of its region.
KINDS = (Unit.Kind.COMPANY, Unit.Kind.REGION, Unit.Kind.TEAM, Unit.Kind.DEPARTMENT)


class ExpenseBudgetForm(BaseModelForm):
    """The budget with one field for every category and month; what stays empty is not named (EXP-02)."""

    class Meta:
        model = ExpenseBudget
        fields = ["department", "year", "remark"]
        groups = [("", ["department", "year", "remark"])]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = self._departments()
        if self.instance.pk:
            self.fields["department"].disabled = self.fields["year"].disabled = True
        else:
            self.initial.setdefault("year", today().year)
            own = self.user.scope_unit("g") if self.user else None
            self.initial.setdefault("department", own)
        there = amounts_of(self.instance) if self.instance.pk else {}
        for category in ExpenseCategory:
            for month in MONTHS:
                self._add(category, month, there.get((category, month)))

    def _departments(self):
        rows = Unit.objects.filter(is_active=True, kind__in=KINDS)
        granted = scopes(self.user, "expense_budget", "C")
        if "a" in granted:
            return rows
        own = self.user.scope_unit("g")
        return rows.filter(pk=own.pk) if own is not None and granted else rows.none()

    def _add(self, category, month, amount):
        name = f"{category}_{month}"
        self.fields[name] = forms.DecimalField(
            label=_("%(category)s, month %(month)d") % {"category": category.label, "month": month},
            required=False,
            min_value=Decimal(0),
            max_digits=14,
            decimal_places=2,
            widget=forms.NumberInput(attrs={"class": "form-control form-control-sm num", "step": "0.01"}),
        )
        self._dress(name, self.fields[name])
        if amount is not None:
            self.initial[name] = amount

    def groups(self):
        """The fields of the table stand in the page's own part."""
        return super().groups()[:1]

    def table(self):
        """``[(category, its twelve fields)]`` for the page."""
        return [(category.label, [self[f"{category}_{month}"] for month in MONTHS]) for category in ExpenseCategory]

    def clean(self):
        return self.gathered(super().clean() or self.cleaned_data)

    def gathered(self, data):
        """The fields of the table as the one argument of the act."""
        rest = dict(data)
        found = {
            (str(category), month): rest.pop(f"{category}_{month}", None)
            for category in ExpenseCategory
            for month in MONTHS
        }
        return {**rest, "amounts": {key: amount for key, amount in found.items() if amount is not None}}
