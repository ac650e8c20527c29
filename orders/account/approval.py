from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core import registry
from salesmgmt.core.domain.approvals.snapshot import snapshot_of
from salesmgmt.core.money import ZERO
from salesmgmt.core.templatetags.salesmgmt import money

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import Document, User


PRICES = ("price", "amount")


def without_prices(document: Document) -> dict:
    """What was submitted, without prices: the page that compares two rounds is read by departments too."""
    snapshot = snapshot_of(document)
    for part in (snapshot["fields"], *snapshot["lines"].values()):
        for name in PRICES:
            part.pop(name, None)
    return snapshot


def customer_of(document: Any) -> Any:
    return str(document.customer)


def overdue_card(documents: Any, user: User) -> dict:
    """What the customer owes beyond its day, beside the amount (REC-01)."""
    overdue = registry.fact("customer", "overdue_of_many", [each.customer_id for each in documents])
    return {each.pk: [(_("Overdue receivables"), money(overdue.get(each.customer_id, ZERO)))] for each in documents}
