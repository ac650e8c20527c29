"""What of a delivery goes on the invoice."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.billing.entry import lines_to_bill, why_not_billable
from orders.billing.states import Grouping
from orders.delivery.models import DeliveryNote, DeliveryNoteLine
from orders.invoice.forms import LineFieldsForm, quantity_field
from salesmgmt.core import calendar
from salesmgmt.core.templatetags.salesmgmt import money, quantity
from salesmgmt.core.web.forms import BaseForm

# Of further deliveries of the customer no more lines are offered at once.
SHOWN_LINES = 40


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

    def clean(self):
        data = super().clean()
        if not self.has_lines:
            raise forms.ValidationError(why_not_billable(self.document) or _("Enter a quantity for at least one line."))
        return data

    @staticmethod
    def _field(line, is_own):
        label = str(line.product) if is_own else f"{line.note} · {line.product}"
        text = _("%(left)s %(unit)s at %(price)s not billed yet") % {
            "left": quantity(line.left),
            "unit": line.order_line.unit,
            "price": money(line.price),
        }
        return quantity_field(label, text, line.left, f"{line.left.normalize():f}" if is_own else None)


class RunForm(BaseForm):
    """How the chosen deliveries are put together."""

    grouping = forms.ChoiceField(
        label=gettext_lazy("Put together"),
        choices=Grouping.choices,
        initial=Grouping.CUSTOMER,
        widget=forms.RadioSelect,
    )
    date = forms.DateField(label=gettext_lazy("Invoice date"), initial=calendar.today)
