from django import forms
from django.utils.translation import gettext_lazy as _

from orders.order.forms import QUANTITY
from orders.order.models import OrderLine
from orders.production.models import CustomerMessage
from salesmgmt.core.calendar import today
from salesmgmt.core.web.forms import BaseForm


class ProgressForm(BaseForm):
    quantity_done = forms.DecimalField(label=_("Quantity finished in all"), **QUANTITY)
    day = forms.DateField(label=_("Day"), initial=today)
    problem = forms.CharField(
        label=_("Problem"), widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=2000
    )


class DelayForm(BaseForm):
    cause = forms.CharField(label=_("Cause of the delay"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    expected_date = forms.DateField(label=_("Expected completion"))


class OpinionForm(BaseForm):
    text = forms.CharField(label=_("Customer's opinion"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class AnswerForm(BaseForm):
    """Which of the open messages is answered, and how."""

    wants_document = True

    message = forms.ModelChoiceField(label=_("Message of the customer"), queryset=CustomerMessage.objects.none())
    answer = forms.CharField(label=_("Answer"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        waiting = document.messages.filter(answered_at__isnull=True).order_by("pk")
        self.fields["message"].queryset = waiting
        self.fields["message"].initial = waiting.first()


class RepairForm(BaseForm):
    """Which of the delivered goods of an order are repaired, and how."""

    wants_document = True

    order_line = forms.ModelChoiceField(label=_("Product"), queryset=OrderLine.objects.none())
    quantity = forms.DecimalField(label=_("Quantity"), **QUANTITY)
    requirement = forms.CharField(
        label=_("What is to be repaired"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    planned_date = forms.DateField(label=_("Planned completion"))

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["order_line"].queryset = document.lines.select_related("product")
        self.fields["order_line"].label_from_instance = lambda line: f"{line.position}. {line.product}"
