"""The product or the order a form is about."""

from django import forms
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.registry import lookup
from salesmgmt.core.web.forms import LookupField


class AboutProductFields(forms.Form):
    """The field ``product`` of a form over AboutProduct: chosen by type-ahead, kept by code and name."""

    product = LookupField("product", label=_("product"), required=False)

    def __init__(self, *args, **kwargs):
        initial, instance = dict(kwargs.get("initial") or {}), kwargs.get("instance")
        if instance is not None and instance.product_code:
            initial.setdefault("product", _by(lookup("product"), kwargs.get("user"), code=instance.product_code))
        super().__init__(*args, **{**kwargs, "initial": initial})

    def clean(self):
        found = super().clean()
        product = found.pop("product", None)
        if product is None and self.initial.get("product", "") is None:
            # He may not see what was chosen before: leaving the field empty says nothing about it.
            return {**found, "product_code": self.instance.product_code, "product_name": self.instance.product_name}
        found["product_code"] = product.code if product else ""
        found["product_name"] = product.name if product else ""
        if product and not found.get("product_category"):
            found["product_category"] = product.category
        return found


class AboutOrderFields(forms.Form):
    """The field ``order`` of a form over AboutOrder, kept by number."""

    order = LookupField("order", label=_("order"), depends=("customer",), required=False)

    def __init__(self, *args, **kwargs):
        initial, instance = dict(kwargs.get("initial") or {}), kwargs.get("instance")
        if instance is not None and instance.order_number:
            initial.setdefault("order", _by(lookup("order"), kwargs.get("user"), number=instance.order_number))
        super().__init__(*args, **{**kwargs, "initial": initial})

    def clean(self):
        found = super().clean()
        order = found.pop("order", None)
        unseen = order is None and self.initial.get("order", "") is None
        found["order_number"] = self.instance.order_number if unseen else order.number if order else ""
        return found


def _by(known, user, **key):
    """The row a look-up offers for a natural key; None where this person may not see it."""
    row = known.queryset_for(user).filter(**key).first() if known and user else None
    return row and row.pk
