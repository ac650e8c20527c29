"""The forms of claims: lines with the picture of the voucher, the audit, the payment."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.expense_claim.models import ExpenseClaim, ExpenseLine
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.attachments import ACCEPT
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LineForm, LookupField, line_formset


class ExpenseClaimForm(BaseModelForm):
    class Meta:
        model = ExpenseClaim
        fields = ["purpose", "remark"]
        widths = {"purpose": 6}
        widgets = {"remark": forms.Textarea(attrs={"rows": 2})}


class VoucherInput(forms.FileInput):
    """Camera or file; beside it the name of the file that is there already."""

    template_name = "performance/expense_claim/_voucher_input.html"
    stored = None

    def get_context(self, name, value, attrs):
        return {**super().get_context(name, value, attrs), "stored": self.stored}


class ExpenseLineForm(LineForm):
    campaign = LookupField("campaign", label=_("campaign"), required=False)

    class Meta:
        model = ExpenseLine
        fields = ["category", "date", "amount", "voucher_number", "campaign", "description"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        file = forms.FileField(
            label=_("Voucher (photo or file)"), required=False, widget=VoucherInput(attrs={"accept": ACCEPT})
        )
        if self.instance.pk and self.instance.has_file:
            file.widget.stored = self.instance.voucher
        self.fields["file"] = file
        self.order_fields(["file", *self.Meta.fields])
        self.initial.setdefault("date", today())


ExpenseLines = line_formset(ExpenseClaim, ExpenseLine, ExpenseLineForm, amount="amount")


class CutForm(BaseForm):
    """Less of one line than was claimed, with the reason."""

    wants_document = True

    line = forms.TypedChoiceField(label=pgettext_lazy("expense claim", "line"), coerce=int)
    allowed = forms.DecimalField(
        label=pgettext_lazy("expense claim", "allowed"), max_digits=14, decimal_places=2, min_value=Decimal(0)
    )
    comment = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [
            (line.pk, f"{line.get_category_display()} {line.date:%Y-%m-%d} {line.voucher_number} ¥{line.amount:,.2f}")
            for line in document.lines.all()
        ]


class PayForm(BaseForm):
    paid_on = forms.DateField(label=pgettext_lazy("expense claim", "paid out on"), initial=today)
    reference = forms.CharField(
        label=pgettext_lazy("expense claim", "reference of the payment"), max_length=60, required=False
    )
