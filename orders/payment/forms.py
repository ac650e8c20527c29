from django import forms
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from orders.account.fields import AmountField
from orders.allocation.forms import SharesForm
from orders.payment.allocation import proposal_for
from orders.payment.models import Payment
from orders.payment.warnings import receipt_warnings, warnings_of
from salesmgmt.core import calendar
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LookupField


class PaymentForm(BaseModelForm):
    customer = LookupField("customer", label=gettext_lazy("Customer"))
    demand_notice = LookupField(
        "sporadic-demand",
        depends=("customer",),
        required=False,
        label=gettext_lazy("Demand notice"),
        help_text=gettext_lazy("Only for a prepayment: the notice it pays."),
    )
    amount = AmountField(label=gettext_lazy("Amount"))
    # Asked only where something looks wrong.
    acknowledged = forms.BooleanField(
        required=False, widget=forms.HiddenInput, label=gettext_lazy("I have checked this: record it all the same")
    )

    class Meta:
        model = Payment
        fields = ["customer", "kind", "demand_notice", "date", "amount", "method", "reference", "payer", "remark"]
        groups = [
            (gettext_lazy("Who paid"), ["customer", "payer"]),
            (gettext_lazy("What arrived"), ["date", "amount", "method", "reference"]),
            (pgettext_lazy("payment", "What for"), ["kind", "demand_notice", "remark"]),
        ]

    def clean_date(self):
        if self.cleaned_data["date"] > calendar.today():
            raise forms.ValidationError(_("The day of receipt lies in the future."))
        return self.cleaned_data["date"]

    def clean(self):
        data = super().clean()
        if self.errors or data.get("acknowledged"):
            return data
        wanted = {name: data.get(name) for name in ("date", "amount", "reference")}
        warnings = receipt_warnings(data["customer"], besides=self.instance.pk, **wanted)
        if warnings and self._says_something_new(data):
            self.fields["acknowledged"].widget = forms.CheckboxInput()
            raise forms.ValidationError([*warnings, _("If it is right all the same, tick the box at the end.")])
        return data

    def _says_something_new(self, data):
        """A recorded payment of which only the remark changes is not asked about again."""
        names = ("customer", "date", "amount", "reference")
        return not self.instance.pk or any(name in self.changed_data for name in names)


class AcknowledgeForm(BaseForm):
    """The question before money is confirmed that looks wrong."""

    wants_document = True

    acknowledged = forms.BooleanField(label=gettext_lazy("I have checked this: confirm it all the same"))

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["acknowledged"].help_text = format_html_join(
            "", "<div>{}</div>", ((each,) for each in warnings_of(document))
        )

    def width_of(self, name):
        return "col-12"


class AllocationForm(SharesForm):
    """Of a payment."""

    proposal = staticmethod(proposal_for)
