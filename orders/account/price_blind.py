"""What keeps prices, and links that lead nowhere, out of the pages that departments read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import format_html_join

from salesmgmt.core.permissions import may_at_all, sees_prices

if TYPE_CHECKING:
    from typing import Any

    from contracts.contract.models import Contract
    from customers.customer.models import Customer
    from salesmgmt.core.models import AuditEntry, User

PRICES = ("price", "amount")


class PriceBlindMixin:
    """Takes prices out of the record of changes for people who may not see them; tables and facts do so themselves."""

    def get_context_data(self, obj: Any) -> dict:
        context = super().get_context_data(obj)
        if not sees_prices(self.request.user):
            context["timeline"] = [without_prices(entry) for entry in context["timeline"]]
        return context


def without_prices(entry: AuditEntry) -> AuditEntry:
    entry.changes = {name: pair for name, pair in entry.changes.items() if not name.endswith(PRICES)}
    return entry


def named(document: Contract | Customer | None, user: User) -> Contract | Customer | str:
    """The document as a link for those who may read its kind, its name for others, a dash where there is none."""
    if document is None:
        return "—"
    return document if may_at_all(user, document.KIND, "R") else str(document)


NOTHING = "—"


def links(documents: Any, user: User) -> Any:
    """The documents as links for who may read their kind, as names for others; a dash where there is none."""
    found = list(dict.fromkeys(document for document in documents if document is not None))
    if not found:
        return NOTHING
    reads = may_at_all(user, found[0].KIND, "R")
    if not reads:
        return "、".join(map(str, found))
    return format_html_join("、", '<a href="{}">{}</a>', ((each.get_absolute_url(), each) for each in found))
