"""F-01, the customer file (客户档案): basic data, contacts, purchase record, history, needs, grade, owner (CUS-01)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from customers.evaluation.history import history_of
from customers.preference.keeping import preferences_of
from customers.voice.said import demand_of, quality_of, satisfaction_with_supply
from salesmgmt.core.calendar import today
from salesmgmt.core.output import pdf
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.registry import fact

if TYPE_CHECKING:
    from customers.customer.models import Customer
    from salesmgmt.core.models import User


# The newest of each; the rest stands on the quality tab.
PRINTED = 5
TEMPLATE = "customers/customer_file/paper.html"


@pdf.in_chinese
def customer_pdf(customer: Customer, user: User) -> bytes:
    """The file as it is today, for this reader: without amounts where he sees no prices."""
    return pdf.render(TEMPLATE, paper_context(customer, user))


def paper_context(customer: Customer, user: User) -> dict:
    prices = sees_prices(user)
    return {
        "customer": customer,
        "contacts": list(customer.contacts.all()),
        "evaluations": history_of(customer)[::-1],
        "owners": list(customer.owner_history.select_related("from_user", "to_user")),
        "categories": "、".join(str(each) for each in customer.categories.all()),
        "preferences": list(preferences_of(customer)),
        "quality_opinion": _in_words(quality_of(customer, user)),
        "new_product_demand": _in_words(demand_of(customer, user)),
        "supply_satisfaction": _in_words(satisfaction_with_supply(customer, user)),
        "purchases": fact("customer", "purchase_record", customer, default=[]),
        "prices": prices,
        "number": customer.number,
        "date": today(),
        "draft": False,
        "signatures": [("制表", user, None), ("审核", None, None), ("批准", None, None)],
    }


def _in_words(entries: list) -> str:
    """What the customer said, each with its day and document (CUS-09)."""
    lines = []
    for each in entries[:PRINTED]:
        score = f"（{each.score} 分）" if each.score is not None else ""
        lines.append(
            " ".join(filter(None, [f"{each.day} {each.document}", str(each.about or ""), f"{each.text}{score}"]))
        )
    return "\n".join(lines)
