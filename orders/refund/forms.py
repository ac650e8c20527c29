from django import forms
from django.utils.translation import gettext_lazy as _

from orders.account.fields import AmountField
from orders.refund.models import Refund
from salesmgmt.core.web.forms import BaseForm, BaseModelForm

TALL = {"rows": 3}


class RefundProposalForm(BaseForm):
    amount = AmountField(label=_("amount to be refunded"))
    reason = forms.CharField(label=_("reason of the refund"), max_length=2000, widget=forms.Textarea(attrs=TALL))
    payee = forms.CharField(label=_("payee"), max_length=120)
    bank = forms.CharField(label=_("bank of the payee"), max_length=120)
    bank_account = forms.CharField(label=_("bank account"), max_length=60)


class RefundForm(BaseModelForm):
    class Meta:
        model = Refund
        fields = ["amount", "payee", "bank", "bank_account", "reason"]
        widgets = {"reason": forms.Textarea(attrs=TALL)}
        widths = {"reason": 12}
