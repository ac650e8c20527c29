"""What other apps' pages show of a customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from customers.preference.keeping import preferences_of
from salesmgmt.core.querysets import as_pk

if TYPE_CHECKING:
    from typing import Any

    from customers.customer.models import Customer

register = template.Library()


@register.inclusion_tag("customers/preference/_preferences_slot.html")
def preferences_beside(field: Any) -> dict:
    """Beside a form: the preferences of the customer chosen in its field, anew with every choice (CUS-06).

    ``{% preferences_beside form.customer %}``; the field accepts only customers that its user may see.
    """
    chosen = as_pk(getattr(field.value(), "pk", field.value()))
    customer = field.field.queryset.filter(pk=chosen).first() if chosen else None
    return {"customer": customer, "preferences": preferences_of(customer) if customer else []}


@register.inclusion_tag("customers/preference/_preferences_slot.html")
def preferences_of_customer(customer: Customer) -> dict:
    """On a page about a customer's document: his needs and preferences, read-only (CUS-06)."""
    return {"customer": customer, "preferences": preferences_of(customer) if customer else []}
