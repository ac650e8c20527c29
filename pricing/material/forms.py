from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pricing.material.models import MaterialPriceIndex, MaterialUse
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LineForm, LookupField, line_formset

FIGURE = {"max_digits": 16, "decimal_places": 6, "min_value": Decimal("0.000001")}


class MaterialIndexForm(BaseModelForm):
    class Meta:
        model = MaterialPriceIndex
        fields = ["name", "unit", "source", "is_active"]


class MaterialUseForm(LineForm):
    product = LookupField("product-of-material", label=gettext_lazy("product"))

    class Meta:
        model = MaterialUse
        fields = ["product", "share_percent"]


MaterialUses = line_formset(MaterialPriceIndex, MaterialUse, MaterialUseForm, min_num=0)


class ReadingForm(BaseForm):
    day = forms.DateField(label=gettext_lazy("day"))
    value = forms.DecimalField(label=gettext_lazy("figure"), **FIGURE)


class ReadingsForm(BaseForm):
    """One field for every index that is watched, with the figure before beside it."""

    day = forms.DateField(label=gettext_lazy("day"))

    class Meta:
        model = MaterialPriceIndex
        widths = {"day": 4}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = MaterialPriceIndex.objects.visible_to(self.user).filter(is_active=True).with_latest()
        for index in rows:
            last = "" if index.latest_value is None else f"{index.latest_value.normalize():f} · {index.latest_day}"
            self.fields[f"index_{index.pk}"] = forms.DecimalField(
                label=f"{index.name} ({index.unit})",
                required=False,
                help_text=_("last: %(value)s") % {"value": last} if last else "",
                **FIGURE,
            )

    def clean(self):
        data = super().clean()
        values = {int(name[6:]): value for name, value in data.items() if name.startswith("index_")}
        if not self.errors and not any(value is not None for value in values.values()):
            raise forms.ValidationError(_("Enter at least one figure."))
        return {"day": data.get("day"), "values": values}
