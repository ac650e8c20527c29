"""The forms of a credit note, one for each reason."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.account.fields import AmountField
from orders.credit_note.lines import left_of
from orders.invoice.forms import LineFieldsForm, quantity_field, with_checked_number
from orders.invoice.models import Invoice
from salesmgmt.core import calendar
from salesmgmt.core.templatetags.salesmgmt import money, quantity


class CreditForm(LineFieldsForm):
    """What every credit note says."""

    date = forms.DateField(label=gettext_lazy("Date"), initial=calendar.today)
    invoice_no = forms.CharField(
        label=gettext_lazy("Number of the red-letter invoice"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("May be entered later, when it arrives."),
    )
    remark = forms.CharField(label=gettext_lazy("Remark"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, document=document, **kwargs)
        if document.kind in (Invoice.Kind.VAT_SPECIAL, Invoice.Kind.VAT_NORMAL):
            self.fields["invoice_code"] = forms.CharField(
                label=gettext_lazy("Invoice code"), required=False, max_length=20
            )

    def clean(self):
        data = super().clean()
        checked = with_checked_number(self, {**data, "kind": self.document.kind})
        checked.pop("kind")
        return checked

    def add_sum(self):
        """An opening balance has its lines in the old books: a sum is credited."""
        self.fields["amount"] = AmountField(label=gettext_lazy("Amount, tax included"))
        self._dress("amount", self.fields["amount"])


class ErrorCreditForm(CreditForm):
    """Invoiced in error: the whole invoice, nothing to choose."""


class ReturnCreditForm(CreditForm):
    """Goods returned, service ended: quantities at the price of the invoice."""

    red_reason = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        choices=[
            (Invoice.RedReason.RETURNED.value, Invoice.RedReason.RETURNED.label),
            (Invoice.RedReason.ENDED.value, Invoice.RedReason.ENDED.label),
        ],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.document.source == Invoice.Source.DELIVERY:  # goods that come back have a page of their own (RET-08)
            self.fields["red_reason"].choices = [(Invoice.RedReason.ENDED.value, Invoice.RedReason.ENDED.label)]

    def add_lines(self):
        if self.document.source == Invoice.Source.OPENING:
            self.add_sum()
            return
        for left in left_of(self.document):
            text = _("%(left)s %(unit)s at %(price)s can come back") % {
                "left": quantity(left.quantity),
                "unit": left.line.unit,
                "price": money(left.line.price),
            }
            self.add_line(left.line.pk, quantity_field(_about(left.line), text, left.quantity))


class AllowanceCreditForm(CreditForm):
    """A price allowance: an amount of a line, without quantity and price."""

    def add_lines(self):
        if self.document.source == Invoice.Source.OPENING:
            self.add_sum()
            return
        for left in left_of(self.document):
            text = _("of %(left)s") % {"left": money(left.amount)}
            field = AmountField(required=False, allow_zero=True, label=_about(left.line), help_text=text)
            self.add_line(left.line.pk, field)


def _about(line):
    return " ".join(filter(None, [line.name, line.spec]))
