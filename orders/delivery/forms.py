from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orders.delivery.models import DeliveryNote, DeliveryNoteLine
from salesmgmt.core.phone import PhoneFormField
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
            "driver_phone",
            "vehicle",
            "remark",
        ]
        groups = [
            (_("Where to"), ["planned_date", "place", "contact", "phone"]),
            (_("Transport"), ["carried_by", "carrier", "driver", "driver_phone", "vehicle"]),
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
    carried_by = forms.ChoiceField(label=_("Carried by"), choices=DeliveryNote.Carrier.choices)
    carrier = forms.CharField(label=_("Carrier"), max_length=80, required=False)
    driver = forms.CharField(label=_("Driver"), max_length=40, required=False)
    driver_phone = PhoneFormField(label=_("Driver's phone"), max_length=30, required=False)
    vehicle = forms.CharField(label=_("Vehicle plate"), max_length=20, required=False)
    expected_at = forms.DateTimeField(label=_("Expected arrival"))


class ArrivalForm(BaseForm):
    delivered_at = forms.DateTimeField(label=_("Delivered at"), initial=timezone.now)
