from django import forms
from django.utils.translation import gettext_lazy as _

from pricing.product.models import Product
from salesmgmt.core.web.forms import BaseForm, BaseModelForm


class ProductForm(BaseModelForm):
    class Meta:
        model = Product
        fields = [
            "code",
            "name",
            "spec",
            "unit",
            "category",
            "quality_standard",
            "pricing_strategy",
            "tax_rate",
            "is_new_until",
            "is_active",
        ]
        groups = [
            (_("Product"), ["code", "name", "spec", "unit", "category", "quality_standard"]),
            (_("Sale"), ["pricing_strategy", "tax_rate", "is_new_until", "is_active"]),
        ]


class CommentForm(BaseForm):
    comment = forms.CharField(
        label=_("remark"), widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=2000
    )
