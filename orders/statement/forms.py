import datetime as dt

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.statement.models import Statement
from salesmgmt.core import calendar
from salesmgmt.core.money import MoneyField
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LookupField


class StatementForm(BaseModelForm):
    customer = LookupField("customer", label=gettext_lazy("Customer"))

    class Meta:
        model = Statement
        fields = ["customer", "date_from", "date_to", "return_by"]

    def clean(self):
        data = super().clean()
        first, last = data.get("date_from"), data.get("date_to")
        if first and last and last < first:
            self.add_error("date_to", _("The period ends before it begins."))
        if last and last > calendar.today():
            self.add_error("date_to", _("The period is not over yet."))
        return data

    @staticmethod
    def last_month():
        first = calendar.add_months(calendar.today().replace(day=1), -1)
        return {
            "date_from": first,
            "date_to": calendar.month_bounds(first)[1],
            "return_by": calendar.today() + dt.timedelta(days=10),
        }


class PeriodForm(BaseForm):
    """Of which days an account is printed, and what stands on it."""

    date_from = forms.DateField(label=gettext_lazy("From"))
    date_to = forms.DateField(label=gettext_lazy("To"))
    paid = forms.BooleanField(label=gettext_lazy("With paid items"), required=False)
    unbilled = forms.BooleanField(label=gettext_lazy("With deliveries not billed yet"), required=False)

    def clean(self):
        data = super().clean()
        first, last = data.get("date_from"), data.get("date_to")
        if first and last and last < first:
            raise forms.ValidationError(_("The period ends before it begins."))
        return data


class AnswerForm(BaseForm):
    """What the customer wrote on the reply slip."""

    customer_balance = MoneyField(negative=True).formfield(label=gettext_lazy("Balance according to the customer"))
    reason = forms.CharField(
        label=gettext_lazy("Reason of a difference"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed where the balance differs from ours."),
    )


class ExplanationForm(BaseForm):
    explanation = forms.CharField(
        label=gettext_lazy("What the difference came from, and what was done"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
    )
