import datetime as dt

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.account.states import StatementLayout
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


class LayoutForm(BaseForm):
    layout = forms.ChoiceField(
        label=gettext_lazy("Layout of the statements"),
        choices=StatementLayout,
        help_text=gettext_lazy("Every statement of the customer follows it: printed, mailed, or drawn up for a month."),
    )


class ManySendingForm(BaseForm):
    """How the chosen statements go out, each in the layout of its customer."""

    by_mail = forms.BooleanField(
        label=gettext_lazy("Send by e-mail"),
        required=False,
        help_text=gettext_lazy("To the main contact of each customer; who has no address is named and stays a draft."),
    )


class SendingForm(BaseForm):
    """How one statement goes out."""

    layout = forms.ChoiceField(label=gettext_lazy("Layout of this statement"), choices=StatementLayout)
    keep = forms.BooleanField(label=gettext_lazy("Keep this layout for the customer"), required=False)
    by_mail = forms.BooleanField(label=gettext_lazy("Send by e-mail"), required=False)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        help_text=gettext_lazy("For sending by e-mail; left empty, that of the customer's contact is taken."),
    )


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
