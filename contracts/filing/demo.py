"""Originals of the demo company on their shelves; some were not handed over."""

import datetime as dt

from contracts.contract.models import Contract
from contracts.filing.receiving import file_original, signed_on
from salesmgmt.core.calendar import today

# Every so many contracts the original still lies on the representative's desk.
LEFT = 6


def build(company):
    rows = Contract.objects.filter(status__in=["active", "suspended"]).order_by("pk")
    for place, contract in enumerate(rows):
        if place % LEFT != 1:
            shelve(contract, place, company)


def shelve(contract, place, company):
    """Two days after it was signed; not what was signed today."""
    signed = signed_on(contract)
    if signed is None or signed == today():
        return
    file_original(
        contract.pk,
        company.contracts,
        received_on=min(signed + dt.timedelta(days=2), today()),
        shelf=f"A-{place // 10 + 1:02d}-{place % 10 + 1:02d}",
    )
