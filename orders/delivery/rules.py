from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from orders.delivery.states import DeliveryNoteCarrier

if TYPE_CHECKING:
    import datetime as dt


def available(entered: Decimal, held: Decimal, in_store: Decimal | None = None) -> Decimal:
    """What may still be put on a delivery note: passed and in stock, less what other notes hold (QC-02, 000 四(二)3).

    Where stock is kept (``in_store`` is not None), no more than the store holds for the order line.
    """
    left = max(entered - held, Decimal(0))
    return left if in_store is None else min(left, max(in_store, Decimal(0)))


def departure_problem(
    carried_by: str, carrier: str, driver: str, expected_at: dt.datetime | None, now: dt.datetime
) -> str:
    """Why the goods cannot leave as entered; "" where they can (DLV-07, SET-46: who carries them is a field).

    A carrier has a name, our own car a driver, and somebody waits for the goods at a time.
    """
    if carried_by == DeliveryNoteCarrier.CARRIER and not carrier.strip():
        return _("Name the carrier.")
    if carried_by == DeliveryNoteCarrier.LOGISTICS and not driver.strip():
        return _("Name the driver.")
    if expected_at is None:
        return _("Enter when the goods are expected at the customer's.")
    if expected_at <= now:
        return _("The expected arrival lies after the departure.")
    return ""


def shortages(wanted: list) -> list:
    """The lines that are not in stock: ``wanted`` is ``[(label, quantity, available)]`` (DLV-01, QC-02)."""
    return [
        _("%(line)s: %(quantity)s wanted, %(available)s inspected and in stock.")
        % {"line": label, "quantity": f"{quantity.normalize():f}", "available": f"{stock.normalize():f}"}
        for label, quantity, stock in wanted
        if quantity > stock
    ]
