from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _


def available(entered: Decimal, held: Decimal) -> Decimal:
    """What may still be put on a delivery note: passed and in stock, less what other notes hold (QC-02, 000 四(二)3)."""
    return max(entered - held, Decimal(0))


def shortages(wanted: list) -> list:
    """The lines that are not in stock: ``wanted`` is ``[(label, quantity, available)]`` (DLV-01, QC-02)."""
    return [
        _("%(line)s: %(quantity)s wanted, %(available)s inspected and in stock.")
        % {"line": label, "quantity": f"{quantity.normalize():f}", "available": f"{stock.normalize():f}"}
        for label, quantity, stock in wanted
        if quantity > stock
    ]
