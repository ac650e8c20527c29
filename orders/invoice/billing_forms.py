from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.account.fields import AmountField
from orders.delivery.models import DeliveryNote, DeliveryNoteLine
from orders.invoice.billing import lines_to_bill
from orders.invoice.credit_lines import left_of
from orders.invoice.forms import with_checked_number
from orders.invoice.models import Invoice
from salesmgmt.core import calendar
from salesmgmt.core.templatetags.salesmgmt import money, quantity
from salesmgmt.core.web.forms import BaseForm

# Of further deliveries of the customer no more lines are offered at once.
SHOWN_LINES = 40


class LineFieldsForm(BaseForm):
    """A form with a field per line: ``line_<pk>``. The filled ones become ``{pk: value}`` under one name."""

    wants_document = True
    collected = "lines"

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        self.document = document
        self.add_lines()
        self.order_fields(["red_reason", *(name for name in self.fields if name.startswith("line_")), "amount"])

    def add_lines(self):
        """Call ``add_line`` for each."""

    def add_line(self, pk, field):
        name = f"line_{pk}"
        self.fields[name] = field
        self._dress(name, field)

    def width_of(self, name):
        return "col-12 col-md-6" if name.startswith("line_") else super().width_of(name)

    def clean(self):
        data = super().clean()
        found = {name: data.pop(name) for name in list(data) if name.startswith("line_")}
        chosen = {int(name.removeprefix("line_")): value for name, value in found.items() if value}
        if self.has_lines and not chosen and not self.errors:
            raise forms.ValidationError(_("Enter something for at least one line."))
        return {**data, self.collected: chosen} if self.has_lines else data

    @property
    def has_lines(self):
        return any(name.startswith("line_") for name in self.fields)


def quantity_field(label, help_text, most, initial=None):
    return forms.DecimalField(
        label=label,
        help_text=help_text,
        required=False,
        min_value=Decimal(0),
        max_value=most,
        max_digits=14,
        decimal_places=3,
        initial=initial,
    )


class BillForm(LineFieldsForm):
    """What of this delivery goes on the invoice, and which further deliveries of the customer go with it."""

    collected = "quantities"
    date = forms.DateField(label=gettext_lazy("Invoice date"), initial=calendar.today)

    def add_lines(self):
        note = self.document
        own = lines_to_bill(DeliveryNoteLine.objects.filter(note=note))
        others = DeliveryNote.objects.billable().filter(customer=note.customer_id).exclude(pk=note.pk)
        more = lines_to_bill(DeliveryNoteLine.objects.filter(note__in=others.values("pk")))[:SHOWN_LINES]
        for line in [*own, *more]:
            self.add_line(line.pk, self._field(line, is_own=line.note_id == note.pk))

    @staticmethod
    def _field(line, is_own):
        label = str(line.product) if is_own else f"{line.note} · {line.product}"
        text = _("%(left)s %(unit)s at %(price)s not billed yet") % {
            "left": quantity(line.left),
            "unit": line.order_line.unit,
            "price": money(line.price),
        }
        return quantity_field(label, text, line.left, f"{line.left.normalize():f}" if is_own else None)


class NumberForm(BaseForm):
    """The number from the tax office, of an invoice that is posted already."""

    wants_document = True

    kind = forms.ChoiceField(label=gettext_lazy("Kind of invoice"), choices=Invoice.Kind.choices)
    invoice_no = forms.CharField(
        label=gettext_lazy("Invoice number"),
        max_length=40,
        help_text=gettext_lazy("A digital invoice: 20 digits. An older kind: 8 digits and the invoice code."),
    )
    invoice_code = forms.CharField(
        label=gettext_lazy("Invoice code"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("Only of the older kinds: 10 or 12 digits."),
    )

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        if document.invoice_no:
            self.fields["reason"] = forms.CharField(
                label=gettext_lazy("Reason of the correction"),
                max_length=200,
                help_text=_("%(number)s stands here now.") % {"number": document.invoice_no},
            )

    def clean(self):
        return with_checked_number(self, super().clean())


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
