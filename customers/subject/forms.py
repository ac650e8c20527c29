"""The order a complaint or ticket is about, also for people who may not open orders (SVC-06)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.subject.fields import AboutOrderFields
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.registry import fact


class TypedOrderFields(AboutOrderFields):
    """The type-ahead for those who read orders; for the service centre the number as the customer names it."""

    order_text = forms.CharField(
        label=_("order"), max_length=40, required=False, help_text=_("The number, as the customer names it.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if may_at_all(self.user, "order", "R"):
            del self.fields["order_text"]
        else:
            del self.fields["order"]
            self.fields["order_text"].initial = getattr(getattr(self, "instance", None), "order_number", "")

    def clean(self):
        found = super().clean()
        if "order_text" not in self.fields:
            return found
        number, customer = (found.pop("order_text", "") or "").strip(), self.customer_of(found)
        known = fact("customer", "order_numbers", customer, default=None) if number and customer else None
        if known is not None and number not in known:
            self.add_error("order_text", _("This customer has no order of this number."))
        found["order_number"] = number
        return found

    def customer_of(self, found):
        instance = getattr(self, "instance", None)
        return found.get("customer") or (instance.customer if instance is not None and instance.pk else None)
