"""Is this firm already registered (CUS-13)? Nothing of another team's customer is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import F, Q, Value
from django.db.models.functions import Length
from django.utils.translation import gettext as _
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError as InvalidCode

from customers.customer.models import Customer, name_key, sound_key
from salesmgmt.core.exceptions import BusinessError

if TYPE_CHECKING:
    from typing import Any

    from customers.customer.querysets import CustomerQuerySet
    from salesmgmt.core.models import User

# Shorter names than this lie inside too many others.
SHORTEST_KEY = 3
SHOWN = 5


def clean_credit_code(code: str) -> str | None:
    """The code without spaces in capitals, None for an empty one; ValidationError where its check digit is wrong."""
    if not code or not code.strip():
        return None
    try:
        return uscc.validate(code)
    except InvalidCode as wrong:
        raise ValidationError(_("This is not a valid unified social credit code.")) from wrong


def refuse_known_code(code: str | None, exclude: int | None = None) -> None:
    """BusinessError where any team has a customer with this code; says nothing about him (CUS-13)."""
    if code and Customer.objects.filter(credit_code=code).exclude(pk=exclude).exists():
        raise BusinessError(already_registered())


def already_registered() -> str:
    return _("This credit code is already registered. Ask your manager.")


def similar_customers(name: str, exclude: Any = None) -> CustomerQuerySet:
    """Customers whose name without legal form is the same, sounds alike, or lies inside the other (CUS-13)."""
    key = name_key(name)
    alike = Q(name_key=key)
    if len(key) >= SHORTEST_KEY:
        alike |= Q(name_key__contains=key)
    sound = sound_key(name)
    if len(sound.split()) >= SHORTEST_KEY:
        alike |= Q(sound_key=sound)
    rows = Customer.objects.live().annotate(typed=Value(key), key_length=Length("name_key"))
    alike |= Q(typed__contains=F("name_key"), key_length__gte=SHORTEST_KEY)
    # A file of this name may have gone into another one.
    alike |= Q(pk__in=Customer.objects.filter(merged_into__isnull=False, name_key=key).values("merged_into"))
    return rows.filter(alike).exclude(pk=exclude)


def similarity_warning(user: User, name: str, exclude: Any = None) -> str:
    """A warning in words, "" without one: names only of customers this person may see (CUS-13)."""
    found = similar_customers(name, exclude)
    visible = [
        customer.name for customer in Customer.objects.visible_to(user).filter(pk__in=found.values("pk"))[:SHOWN]
    ]
    if visible:
        return _("Similar names are already registered: %(names)s.") % {"names": "、".join(visible)}
    if found.exists():
        return _("A customer with a similar name is already registered. Ask your manager.")
    return ""
