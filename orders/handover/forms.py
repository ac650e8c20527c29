"""The forms of the hand-over."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orders.order.forms import QUANTITY
from salesmgmt.core.web.forms import BaseForm


class SignatureForm(BaseForm):
    """One accepted quantity per line of the note."""

    wants_document = True

    receiver = forms.CharField(label=_("Receiver"), max_length=60)
    signed_at = forms.DateTimeField(label=_("Signed at"), initial=timezone.now)
    scan = forms.FileField(label=_("Scan of the signed note"))
    accepted_at_once = forms.BooleanField(
        label=_("The customer accepts the goods at once"),
        required=False,
        help_text=_("Quantity, specification and quality as in the contract. Without it the acceptance stays open."),
    )
    difference_note = forms.CharField(
        label=_("Difference"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=2000,
        help_text=_("Needed where less was accepted than delivered."),
    )

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = list(document.lines.select_related("product"))
        for line in self.lines:
            self.fields[f"line_{line.pk}"] = forms.DecimalField(
                label=_("Accepted: %(product)s") % {"product": line.product},
                initial=f"{line.quantity.normalize():f}",
                max_value=line.quantity,
                **QUANTITY,
            )
        self.order_fields(
            [*(f"line_{line.pk}" for line in self.lines), "receiver", "signed_at", "scan", "accepted_at_once"]
        )

    def clean(self):
        data = super().clean()
        names = [f"line_{line.pk}" for line in self.lines]
        accepted = {line.pk: data.pop(name) for line, name in zip(self.lines, names, strict=True) if name in data}
        return {**data, "accepted": accepted}


class ResolutionForm(BaseForm):
    resolution = forms.CharField(
        label=_("What was agreed"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_(
            "The order ends with what was accepted; the rest is delivered no more on it. Goods that come back need a return, "
            "which may bring a replacement."
        ),
    )


class ReceiptForm(BaseForm):
    reference = forms.CharField(label=_("Number of the customer's document"), max_length=60)
    file = forms.FileField(label=_("Customer's receipt document"))


class FormalitiesForm(BaseForm):
    done_at = forms.DateTimeField(label=_("Completed at"), initial=timezone.now)
    delay_reason = forms.CharField(
        label=_("Objective reason of the delay"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=2000,
        help_text=_("Needed where the formalities are completed on a later day than the delivery."),
    )
