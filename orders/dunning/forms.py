from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from orders.account.fields import AmountField
from orders.dunning.states import Cause, Sending, Way
from orders.invoice.models import Invoice
from salesmgmt.core import calendar
from salesmgmt.core.templatetags.salesmgmt import money
from salesmgmt.core.web.forms import BaseForm

# A letter is recorded by sending it.
WAYS = [(key, label) for key, label in Way.choices if key != Way.LETTER]


class ContactForm(BaseForm):
    """A contact about overdue money, as the rep notes it after the call."""

    date = forms.DateField(label=gettext_lazy("Day of the contact"))
    way = forms.ChoiceField(label=gettext_lazy("by way of"), choices=WAYS)
    spoke_with = forms.CharField(label=gettext_lazy("spoke with"), required=False, max_length=80)
    cause = forms.ChoiceField(
        label=gettext_lazy("cause of the delay"), required=False, choices=[("", "—"), *Cause.choices]
    )
    measure = forms.CharField(
        label=gettext_lazy("measure"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What was agreed, and what is done next."),
    )
    promised_on = forms.DateField(label=gettext_lazy("payment promised for"), required=False)
    promised_amount = AmountField(label=gettext_lazy("promised amount"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["date"].initial = calendar.today()


class CustomerContactForm(ContactForm):
    """The same from the customer's page, about all that is overdue or about some of it."""

    wants_document = True

    invoices = forms.ModelMultipleChoiceField(
        label=pgettext_lazy("collection", "About"),
        queryset=Invoice.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        overdue = Invoice.objects.filter(customer=document).overdue(calendar.today()).oldest_first()
        field = self.fields["invoices"]
        field.queryset = overdue
        field.initial = [invoice.pk for invoice in overdue]
        field.label_from_instance = lambda invoice: (
            f"{invoice.number} · {invoice.due_date} · {money(invoice.open_amount)}"
        )

    def clean_invoices(self):
        return list(self.cleaned_data["invoices"])


class SendingForm(BaseForm):
    sending = forms.ChoiceField(label=pgettext_lazy("letter", "Sent by"), choices=Sending.choices)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        help_text=gettext_lazy("For sending by e-mail; left empty, that of the customer's contact is taken."),
    )
    note = forms.CharField(
        label=gettext_lazy("remark"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Courier number, who took it."),
    )
