from django import forms
from django.utils.translation import gettext as _

from orders.account.fields import AmountField
from orders.allocation.credit_offset import offset_proposal
from orders.invoice.models import Invoice
from salesmgmt.core.templatetags.salesmgmt import datefmt, due_words, money
from salesmgmt.core.web.forms import BaseForm

SHOWN_INVOICES = 60


class SharesForm(BaseForm):
    """An amount per open invoice, filled with the proposal: oldest first. Nothing is set against one before it is sent."""

    wants_document = True

    @staticmethod
    def proposal(document):
        """``[(invoice, amount)]`` for the document whose money is spread."""
        raise NotImplementedError

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        proposed = {invoice.pk: amount for invoice, amount in self.proposal(document)}
        rows = Invoice.objects.filter(customer=document.customer_id, open_amount__gt=0).oldest_first()
        for invoice in rows[:SHOWN_INVOICES]:
            field = AmountField(
                required=False,
                allow_zero=True,
                label=" · ".join(filter(None, [invoice.number, invoice.invoice_no])),
                initial=proposed.get(invoice.pk),
                help_text=self._about(invoice),
            )
            self.fields[f"invoice_{invoice.pk}"] = field
            self._dress(f"invoice_{invoice.pk}", field)

    @staticmethod
    def _about(invoice):
        text = _("open %(open)s · due %(day)s, %(words)s") % {
            "open": money(invoice.open_amount),
            "day": datefmt(invoice.due_date),
            "words": due_words(invoice.due_date),
        }
        return f"{text} · {_('disputed')}" if invoice.disputed else text

    def clean(self):
        """``shares`` for allocate(): the amounts that are more than nothing."""
        found = {name: value for name, value in super().clean().items() if name.startswith("invoice_") and value}
        if not found and not self.errors:
            raise forms.ValidationError(_("Enter an amount for at least one invoice."))
        return {"shares": [(int(name.removeprefix("invoice_")), value) for name, value in found.items()]}


class OffsetForm(SharesForm):
    """Of what is left of a credit note."""

    proposal = staticmethod(offset_proposal)
