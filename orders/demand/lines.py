"""Writing the line table of a document: numbered, with amounts and their sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.money import ZERO, cents

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    pass


def write_lines(document: Any, field: str, model: type[Any], lines: list) -> Decimal:
    """Replace the lines of a draft by ``lines`` (dicts of fields); spec, unit and tax rate come from the product where
    they are left empty. Returns the sum, which is also stored as the document's amount by the caller."""
    model.objects.filter(**{field: document}).delete()
    rows = [_row(document, field, model, position, line) for position, line in enumerate(lines, 1)]
    model.objects.bulk_create(rows)
    return sum((row.amount for row in rows), ZERO)


def _row(document: Any, field: str, model: type[Any], position: int, line: dict) -> Any:
    product = line["product"]
    values = {name: value for name, value in line.items() if name not in ("id", "position", "amount", field)}
    values["spec"] = values.get("spec") or product.spec
    values["unit"] = values.get("unit") or product.unit
    if values.get("tax_rate") is None:
        values["tax_rate"] = product.tax_rate
    price = values.get("price")
    amount = cents(values["quantity"] * price) if price is not None else ZERO
    return model(**{field: document}, position=position, amount=amount, **values)


def as_dicts(rows: Any, names: tuple) -> list:
    """Lines as write_lines takes them."""
    return [{name: getattr(row, name) for name in names} for row in rows]
