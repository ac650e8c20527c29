from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.account.fields import AmountField
from orders.bad_debt.models import WriteOff
from orders.dunning.states import Cause
from orders.payment.models import Payment
from salesmgmt.core.templatetags.salesmgmt import datefmt, money
from salesmgmt.core.web.forms import BaseForm, BaseModelForm

TALL = {"rows": 3}


class DoubtfulForm(BaseForm):
    """Why the rep no longer expects the money, and what he does about it."""

    cause = forms.ChoiceField(label=gettext_lazy("cause of the delay"), choices=[("", "—"), *Cause.choices])
    reason = forms.CharField(
        label=gettext_lazy("why payment is doubtful"), max_length=2000, widget=forms.Textarea(attrs=TALL)
    )
    measures = forms.CharField(
        label=gettext_lazy("measures"),
        max_length=2000,
        widget=forms.Textarea(attrs=TALL),
        help_text=gettext_lazy("What is done at once: supply stopped, security asked for, lawyer's letter."),
    )
    due_on = forms.DateField(label=gettext_lazy("measures to be done by"), required=False)


class WriteOffProposalForm(BaseForm):
    amount = AmountField(label=gettext_lazy("amount to be written off"))
    reason = forms.CharField(
        label=gettext_lazy("why nothing more is to be expected"),
        max_length=2000,
        widget=forms.Textarea(attrs=TALL),
    )
    evidence = forms.CharField(
        label=gettext_lazy("what was done and what proves it"),
        max_length=2000,
        widget=forms.Textarea(attrs=TALL),
        help_text=gettext_lazy("Judgment, insolvency, deregistration; attach the papers to the write-off."),
    )


class WriteOffForm(BaseModelForm):
    class Meta:
        model = WriteOff
        fields = ["amount", "reason", "evidence"]
        widgets = {"reason": forms.Textarea(attrs=TALL), "evidence": forms.Textarea(attrs=TALL)}
        widths = {"reason": 12, "evidence": 12}


class RecoveryForm(BaseForm):
    """Which confirmed money of the customer pays what was written off."""

    wants_document = True

    payment = forms.ModelChoiceField(label=gettext_lazy("customer payment"), queryset=Payment.objects.none())
    amount = AmountField(label=gettext_lazy("amount"))

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["payment"]
        field.queryset = Payment.objects.filter(customer=document.customer_id).free().order_by("date", "pk")
        field.label_from_instance = lambda payment: (
            _("%(number)s of %(day)s, %(free)s free")
            % {"number": payment.number, "day": datefmt(payment.date), "free": money(payment.unallocated)}
        )
