"""Which customer is meant by a number, a credit code or a name: one answer for all imports and forms (CUS-13)."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from django.db.models import Q

from customers.customer.models import Customer, name_key
from salesmgmt.core.permissions import sees_prices

if TYPE_CHECKING:
    from typing import Any

    from customers.customer.querysets import CustomerQuerySet
    from salesmgmt.core.models import User


def plain_name(name: str) -> str:
    """A name as it is compared: one width, no case, no blanks. （重庆） and (重庆) are one; the legal form counts."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def customers_called(texts: Any, among: Any = None) -> dict:
    """``{text: [Customer, ...]}``: whose number, credit code or name each text is; [] for nobody (CUS-13).

    A number or code decides before a name. The name of a file that was merged leads to the file that goes on, never to
    the closed one. ``among`` are the customers the person sees: of others nothing is said.
    """
    texts = list(dict.fromkeys(texts))
    codes = {text: plain_name(text).upper() for text in texts}
    rows = Customer.objects.filter(
        Q(number__in=texts) | Q(credit_code__in=codes.values()) | Q(name_key__in={name_key(text) for text in texts})
    ).select_related("merged_into")
    numbers: dict[str, dict] = {}
    names: dict[str, dict] = {}
    for row in rows.order_by("pk"):
        kept = row.merged_into or row
        for code in filter(None, (row.number, row.credit_code)):
            numbers.setdefault(code, {})[kept.pk] = kept
        names.setdefault(plain_name(row.name), {})[kept.pk] = kept
    found = {text: numbers.get(text) or numbers.get(codes[text]) or names.get(plain_name(text)) or {} for text in texts}
    seen = _seen(found, among)
    return {text: [row for pk, row in rows.items() if seen is None or pk in seen] for text, rows in found.items()}


def _seen(found: dict, among: Any) -> set | None:
    if among is None:
        return None
    return set(among.filter(pk__in={pk for rows in found.values() for pk in rows}).values_list("pk", flat=True))


def search_customers(rows: CustomerQuerySet, text: str) -> CustomerQuerySet:
    """Type-ahead: the customers of ``rows`` that match, also by the name of a file that was merged into them (CUS-13)."""
    closed = Customer.objects.filter(merged_into__isnull=False).search(text)
    kept = set(closed.values_list("merged_into", flat=True)[:100])
    found = rows.search(text)
    return found | rows.filter(pk__in=kept) if kept else found


def customer_fills(customer: Customer, user: User) -> dict:
    """What a picked customer puts into the other fields of a form, by the names that these fields have everywhere: whom
    to call, the agreed days of payment, where goods go."""
    contact = next(iter(customer.contacts.all()), None)
    name, phone = (contact.name, contact.phone or customer.phone) if contact else ("", customer.phone)
    days = customer.payment_term_days if sees_prices(user) else None  # as on his page and in the list (SEC-01)
    return {
        "contact": {"value": contact.pk, "text": contact.name} if contact else "",
        "contact_name": name,
        "contact_phone": phone,
        "caller": name,
        "caller_phone": phone,
        "phone": phone,
        "payment_term_days": "" if days is None else days,
        "delivery_place": customer.address,
        "place": customer.address,
    }
