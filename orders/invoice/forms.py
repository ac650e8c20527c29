from django.utils.translation import gettext_lazy

from orders.invoice.models import Invoice
from orders.invoice.numbers import cleaned, number_problems
from salesmgmt.core.web.forms import BaseModelForm


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
