from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.expense_advance.models import ExpenseAdvance
from salesmgmt.core.calendar import today
from salesmgmt.core.web.forms import BaseForm, BaseModelForm


class ExpenseAdvanceForm(BaseModelForm):
    class Meta:
        model = ExpenseAdvance
        fields = ["purpose", "amount", "needed_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial.setdefault("needed_on", today())


class PayAdvanceForm(BaseForm):
    paid_on = forms.DateField(label=pgettext_lazy("advance", "paid out on"), initial=today)


class GiveBackForm(BaseForm):
    amount = forms.DecimalField(label=_("amount"), max_digits=14, decimal_places=2, min_value=Decimal("0.01"))
