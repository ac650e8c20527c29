"""Forms of penalties."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.customer.fields import PersonField, text_field
from orders.intake_plan.months import month_choices
from performance.penalty.models import Penalty
from performance.penalty.querysets import line_below
from salesmgmt.core.calendar import today
from salesmgmt.core.models import User
from salesmgmt.core.permissions import SALES_ROLES
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LookupField


def amount_field(label, **kwargs):
    return forms.DecimalField(label=label, min_value=0, max_digits=14, decimal_places=2, **kwargs)


class PenaltyForm(BaseModelForm):
    person = PersonField(label=pgettext_lazy("penalty", "person"))
    customer = LookupField("customer", label=_("customer"))
    manual_amount = amount_field(
        pgettext_lazy("penalty", "amount by hand"),
        required=False,
        help_text=_("Only for poor control, while no rate is set: the source is cut off."),
    )

    class Meta:
        model = Penalty
        fields = [
            "kind",
            "person",
            "customer",
            "direct_loss",
            "loss_on",
            "serious",
            "facts",
            "first_known_on",
            "known_from",
            "manual_amount",
            "amount_reason",
        ]
        groups = [
            (
                pgettext_lazy("penalty", "What happened"),
                ["kind", "person", "customer", "direct_loss", "loss_on", "serious", "facts"],
            ),
            (
                pgettext_lazy("penalty", "Evidence of a concealed risk"),
                ["first_known_on", "known_from"],
                _("The missing report is looked for among the risk reports of the person about this customer."),
            ),
            (pgettext_lazy("penalty", "Amount of poor control"), ["manual_amount", "amount_reason"]),
        ]
        widths = {"known_from": 8, "facts": 12, "amount_reason": 8}
        widgets = {
            "facts": forms.Textarea(attrs={"rows": 4}),
            "amount_reason": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        below = line_below(self.user) - {self.user.pk}
        self.fields["person"].queryset = User.objects.with_role(*SALES_ROLES).filter(pk__in=below).order_by("username")


class HearingForm(BaseForm):
    heard_on = forms.DateField(label=pgettext_lazy("penalty", "heard on"), initial=today)
    statement = text_field(pgettext_lazy("penalty", "what the person says"))


class ViewForm(BaseForm):
    comment = text_field(pgettext_lazy("penalty", "my view"))


class DecisionForm(BaseForm):
    amount = amount_field(pgettext_lazy("penalty", "decided amount"))
    decision = text_field(pgettext_lazy("penalty", "decision and its reasons"))


class RecoveryForm(BaseForm):
    month = forms.ChoiceField(label=_("month"))
    pay = amount_field(pgettext_lazy("penalty", "pay of the month"))
    amount = amount_field(pgettext_lazy("penalty", "taken from it"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = list(reversed(month_choices(12, 0)))

    def clean_month(self):
        return dt.date.fromisoformat(self.cleaned_data["month"])
