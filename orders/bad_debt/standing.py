"""What pages of other rooms show of doubtful receivables: a customer's, an invoice's, a year's."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from orders.account.models import Account
from orders.account.querysets import total
from orders.bad_debt.indicator import bad_debt_ratio, loss_ratio
from orders.bad_debt.models import DoubtfulReceivable, WriteOff
from orders.bad_debt.states import DoubtfulStatus
from salesmgmt.core.calendar import today
from salesmgmt.core.registry import TileValue

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    from customers.customer.models import Customer
    from orders.bad_debt.indicator import YearRatio
    from orders.invoice.models import Invoice
    from salesmgmt.core.models import User


class BadDebt(NamedTuple):
    doubtful: Decimal
    lost: Decimal


def bad_debt_of(customer: Customer) -> BadDebt:
    """What is open of his doubtful receivables, and what was written off and not recovered: one query."""
    found = (
        DoubtfulReceivable.objects.filter(customer=customer)
        .order_by()
        .aggregate(
            doubtful=total("invoice__open_amount", filter=DoubtfulReceivable.RUNNING),
            lost=total(F("written_off") - F("recovered")),
        )
    )
    return BadDebt(**found)


def lines_of(customer: Customer) -> list:
    """``[(label, amount)]`` beside his outstanding on the page of the account; empty where there is nothing."""
    found = bad_debt_of(customer)
    lines = []
    if found.doubtful:
        lines.append((_("of which doubtful"), found.doubtful))
    if found.lost:
        lines.append((_("written off and not recovered"), found.lost))
    return lines


def tile_of(customer: Customer, user: User) -> Any:
    """At the head of the customer's page: what was lost with him stays in sight of who sells to him (REC-04)."""
    found = bad_debt_of(customer)
    if not found.doubtful and not found.lost:
        return None
    return TileValue(found.doubtful + found.lost, "money", tone="bad")


def doubtful_of(invoice: Invoice, user: User) -> Any:
    """The card on the page of an invoice."""
    rows = list(invoice.doubtful.visible_to(user).order_by("-pk"))
    return {"rows": rows} if rows else None


def indicators_of(user: User, *, year: int) -> list[dict]:
    """What the page of the annual indicators shows of losses and of bad accounts, with the lists behind (REC-09, REC-10)."""
    last = min(dt.date(year, 12, 31), today())
    lost = f"status={DoubtfulStatus.BAD}&ended_on_after={year}-01-01&ended_on_before={year}-12-31"
    loss = loss_ratio(user, year)
    found = bad_debt_ratio(user, year, loss)
    return [
        _row(_("Losses of goods payment"), loss, [(_("written off, less recovered"), loss.amount, lost)]),
        _row(
            _("Doubtful and bad accounts"),
            found,
            [
                (_("doubtful"), found.doubtful, f"doubtful_at={last}"),
                (_("written off, less recovered"), found.written_off, lost),
            ],
        ),
    ]


def _row(label: Any, found: YearRatio, parts: list) -> dict:
    return {"label": label, "found": found, "parts": parts, "tone": "good" if found.is_met else "bad"}


def merge_bad_debts(kept: Customer, merged: Customer) -> frozenset:
    """What is booked stays with the ledger it is booked in; where that goes to the kept file, its documents go along."""
    both = Account.objects.filter(customer__in=[kept.pk, merged.pk], entries__isnull=False).distinct().count()
    return frozenset({DoubtfulReceivable, WriteOff}) if both == 2 else frozenset()
