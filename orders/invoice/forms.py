from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.invoice.models import Invoice
from orders.invoice.numbers import cleaned, number_problems
from salesmgmt.core.web.forms import BaseForm, BaseModelForm


class InvoiceForm(BaseModelForm):
    """A draft is completed here; lines and amounts come from the delivery."""

    class Meta:
        model = Invoice
        fields = [
            "kind",
            "invoice_no",
            "invoice_code",
            "date",
            "due_date",
            "title",
            "tax_number",
            "bank",
            "bank_account",
            "address",
            "phone",
            "remark",
        ]
        groups = [
            (gettext_lazy("Invoice"), ["kind", "invoice_no", "invoice_code", "date", "due_date"]),
            (
                gettext_lazy("Buyer"),
                ["title", "tax_number", "bank", "bank_account", "address", "phone"],
                gettext_lazy("As it will be printed; a copy of the customer file, which later changes leave alone."),
            ),
            (gettext_lazy("Remark"), ["remark"]),
        ]

    def clean(self):
        data = super().clean()
        return with_checked_number(self, data) if self.instance.source != Invoice.Source.OPENING else data


def with_checked_number(form, data):
    """Errors of the invoice number beside their fields; number and code as they are stored."""
    number, code = cleaned(data.get("invoice_no")), cleaned(data.get("invoice_code"))
    for name, text in number_problems(data.get("kind"), number, code).items():
        form.add_error(name, text)
    return {**data, "invoice_no": number, "invoice_code": code}


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


class RetentionForm(BaseForm):
    """How much of a draft is billed apart, and when it falls due."""

    percent = forms.DecimalField(
        label=gettext_lazy("Per cent kept back"),
        min_value=Decimal("0.01"),
        max_value=50,
        max_digits=5,
        decimal_places=2,
    )
    due_date = forms.DateField(
        label=gettext_lazy("Payment due on"),
        help_text=gettext_lazy(
            "The end of the warranty. Where it has not begun yet, it is reckoned from the invoice date: correct it, or post the "
            "second draft once the goods are accepted."
        ),
    )


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
