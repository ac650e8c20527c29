from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.payment_plan.models import Instalment, PaymentPlan
from contracts.payment_plan.states import Event, Terms
from salesmgmt.core.web.forms import BaseModelForm, LineForm, line_formset

NEEDED = {Terms.INVOICE: "days", Terms.MONTHLY: "days", Terms.FIXED_DAY: "day_of_month", Terms.ROLLING: "percent"}


class PaymentPlanForm(BaseModelForm):
    class Meta:
        model = PaymentPlan
        fields = ["terms", "days", "day_of_month", "percent", "warranty_months"]
        groups = [(_("Terms of payment"), ["terms", "days", "day_of_month", "percent", "warranty_months"])]
        widths = {"terms": 6}

    def clean(self):
        data = super().clean()
        needed = NEEDED.get(data.get("terms"))
        if needed and data.get(needed) is None and needed not in self.errors:
            self.add_error(needed, _("These terms need it."))
        return data


class InstalmentForm(LineForm):
    class Meta:
        model = Instalment
        fields = ["part", "percent", "amount", "event", "days", "day"]

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        if (data.get("percent") is None) == (data.get("amount") is None):
            raise forms.ValidationError(_("Give either a percentage or an amount."))
        if (data.get("event") == Event.DAY) != (data.get("day") is not None):
            self.add_error("day", _("A fixed day goes with the instalment that waits for it, and with no other."))
        return data


Instalments = line_formset(PaymentPlan, Instalment, InstalmentForm)
