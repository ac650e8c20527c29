"""Is this company a lead or a customer already? Nothing of another team's lead is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from customers.customer.models import name_key
from customers.identity.likeness import SHOWN, similarity_warning
from customers.lead.models import Lead

if TYPE_CHECKING:
    from typing import Any

    from customers.lead.querysets import LeadQuerySet
    from salesmgmt.core.models import User


def same_company(name: str, exclude: Any = None) -> LeadQuerySet:
    """Leads of the same company, its name normalised, that are neither converted nor dropped."""
    key = name_key(name)
    return Lead.objects.open().filter(name_key=key).exclude(pk=exclude) if key else Lead.objects.none()


def lead_warning(user: User, name: str, exclude: Any = None) -> str:
    """A hint in words, "" without one: leads this person may see by number, others only in general."""
    found = same_company(name, exclude)
    numbers = Lead.objects.visible_to(user).filter(pk__in=found.values("pk")).values_list("number", flat=True)[:SHOWN]
    if numbers:
        return _("This company is already a lead: %(numbers)s.") % {"numbers": "、".join(numbers)}
    if found.exists():
        return _("This company is already a lead of somebody else. Ask your manager.")
    return similarity_warning(user, name)
