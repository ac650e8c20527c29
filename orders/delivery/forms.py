from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orders.delivery.models import DeliveryNote, DeliveryNoteLine
from orders.order.fields import QUANTITY
from salesmgmt.core.web.form_classes import ReasonForm
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LineForm, line_formset


class DeliveryForm(BaseModelForm):
    class Meta:
        model = DeliveryNote
        fields = [
            "planned_date",
            "place",
            "contact",
            "phone",
            "carried_by",
            "carrier",
            "driver",
            "vehicle",
            "remark",
        ]
        groups = [
            (_("Where to"), ["planned_date", "place", "contact", "phone"]),
            (_("Transport"), ["carried_by", "carrier", "driver", "vehicle"]),
            (_("Remark"), ["remark"]),
        ]
        widgets = {"remark": forms.Textarea(attrs={"rows": 2})}
        widths = {"place": 8}


class DeliveryLineForm(LineForm):
    class Meta:
        model = DeliveryNoteLine
        fields = ["order_line", "quantity", "batch", "packages", "remark"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        order_lines = DeliveryNoteLine._meta.get_field("order_line").related_model.objects
        note = self.instance.note if self.instance.note_id else None
        lines = order_lines.filter(order=note.order_id) if note else order_lines.none()
        self.fields["order_line"].queryset = lines.select_related("product")


DeliveryLineSet = line_formset(DeliveryNote, DeliveryNoteLine, DeliveryLineForm)


class ForgoForm(ReasonForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["comment"].help_text = _(
            "This delivery is then no longer billed. Finance, the representative and his superior are told."
        )


class DepartureForm(BaseForm):
    carrier = forms.CharField(label=_("Carrier"), max_length=80, required=False)
    driver = forms.CharField(label=_("Driver"), max_length=40, required=False)
    vehicle = forms.CharField(label=_("Vehicle plate"), max_length=20, required=False)


class ArrivalForm(BaseForm):
    delivered_at = forms.DateTimeField(label=_("Delivered at"), initial=timezone.now)


class SignatureForm(BaseForm):
    """One accepted quantity per line of the note."""

    wants_document = True

    receiver = forms.CharField(label=_("Receiver"), max_length=60)
    signed_at = forms.DateTimeField(label=_("Signed at"), initial=timezone.now)
    scan = forms.FileField(label=_("Scan of the signed note"))
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
        self.order_fields([*(f"line_{line.pk}" for line in self.lines), "receiver", "signed_at", "scan"])

    def clean(self):
        data = super().clean()
        names = [f"line_{line.pk}" for line in self.lines]
        accepted = {line.pk: data.pop(name) for line, name in zip(self.lines, names, strict=True) if name in data}
        return {**data, "accepted": accepted}


class ResolutionForm(BaseForm):
    resolution = forms.CharField(label=_("What was agreed"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


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
