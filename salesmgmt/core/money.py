"""Money: one rounding function, one way to split tax, one way to write an amount in capital characters."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from django.core.validators import MinValueValidator
from django.db import models

from salesmgmt.core.on_use import OnUse

if TYPE_CHECKING:
    from typing import Any


cn2an = OnUse("cn2an")

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


def cents(value: Decimal | int) -> Decimal:
    """Two places, half up: the only rounding of money. A float goes through its text, so that 2.675 is 2.675."""
    amount = value if isinstance(value, Decimal) else Decimal(str(value))
    # Adding zero turns a negative zero (which would print as -0.00) into a plain one.
    return amount.quantize(CENT, rounding=ROUND_HALF_UP) + ZERO


def plain(quantity: Decimal | int) -> str:
    """A quantity in a sentence: without the zeros behind the point, and never as a power of ten."""
    return f"{Decimal(quantity).normalize():f}"


def split_tax(gross: Decimal, rate: Decimal) -> tuple[Decimal, Decimal]:
    """(net, tax) of a tax-inclusive amount at `rate` per cent (13, 9, 6, 0); net + tax is always the gross."""
    total = cents(gross)
    net = cents(total * 100 / (100 + Decimal(str(rate))))
    return net, total - net


def in_words(amount: Decimal, *, whole_after_jiao: bool = True) -> str:
    """大写金额, without the prefix: 2.01 -> 贰元零壹分. An amount that ends at 角 is closed with 整 unless told otherwise."""
    value = cents(amount)
    words = cn2an.an2cn(format(value, "f"), "rmb")
    if words.endswith("角") and whole_after_jiao:
        words += "整"
    return words


def rmb_in_words(amount: Decimal, *, whole_after_jiao: bool = True) -> str:
    """As printed: 人民币 stands before the words with no gap, so that nothing can be written in between."""
    return "人民币" + in_words(amount, whole_after_jiao=whole_after_jiao)


def parse_amount(text: str) -> Decimal:
    """A figure as people type or export it: ¥1,234.50, 1,234.50元, （12.00） for a negative, full-width digits.

    ValueError otherwise. A comma parts thousands and nothing else: 12,5 is never 125. A power of ten is refused, because
    whoever wrote 1.2E+06 has already lost digits.
    """
    cleaned = unicodedata.normalize("NFKC", str(text)).strip().replace("−", "-")
    match = _AMOUNT.fullmatch(cleaned)
    if not match or bool(match["open"]) != bool(match["close"]) or (match["open"] and match["sign"].strip() == "-"):
        raise ValueError(f"no amount: {text}")
    value = Decimal(re.sub(r"[,\s']", "", match["figure"]))
    return -value if match["open"] or "-" in (match["sign"] + match["sign2"]) else value


# A sign may stand before or after the mark of the currency; thousands are parted all by the same sign.
_FIGURE = r"\d+(?:\.\d*)?|\.\d+|\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d{1,3}(?:[ ']\d{3})+(?:\.\d*)?"
_AMOUNT = re.compile(
    rf"(?P<open>\()?\s*(?P<sign>[-+]?)\s*(?:¥|RMB|CNY|人民币)?\s*(?P<sign2>[-+]?)\s*(?P<figure>{_FIGURE})\s*(?:元整?|RMB|CNY)?\s*(?P<close>\))?",
    re.IGNORECASE,
)


MICRO = Decimal("0.000001")


def unit_price(value: Decimal) -> Decimal:
    """A price per piece: up to six places, half up, for screws and washers that cost less than a cent each."""
    amount = value if isinstance(value, Decimal) else Decimal(str(value))
    return amount.quantize(MICRO, rounding=ROUND_HALF_UP) + ZERO


class MoneyField(models.DecimalField):
    """An amount of yuan with 14 digits and 2 places. Not negative, in the form and in the database, unless `negative=True`."""

    def __init__(self, *args: Any, negative: bool = False, **kwargs: Any) -> None:
        self.negative = negative
        kwargs.setdefault("max_digits", 14)
        kwargs.setdefault("decimal_places", 2)
        super().__init__(*args, **kwargs)

    @property
    def validators(self) -> list:
        least = [] if self.negative else [MinValueValidator(ZERO)]
        return [*super().validators, *least]

    def deconstruct(self) -> tuple:
        name, path, args, kwargs = super().deconstruct()
        if self.negative:
            kwargs["negative"] = True
        return name, path, args, kwargs

    def db_check(self, connection: Any) -> str:
        return None if self.negative else f"{connection.ops.quote_name(self.column)} >= 0"

    def get_db_prep_save(self, value: Decimal | int | None, connection: Any) -> Decimal:
        # Rounded here, because the database adapter would round half to even.
        if value is not None and not hasattr(value, "as_sql"):
            value = self.rounded(value)
        return super().get_db_prep_save(value, connection)

    def rounded(self, value: Any) -> Decimal:
        return cents(value)


class UnitPriceField(MoneyField):
    """A price per piece of yuan: 18 digits and 6 places. What it is multiplied to is money again, in cents."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 18)
        kwargs.setdefault("decimal_places", 6)
        super().__init__(*args, **kwargs)

    def rounded(self, value: Any) -> Any:
        return unit_price(value)

    def from_db_value(self, value: Decimal | None, expression: Any, connection: Any) -> Decimal | None:
        return plain_price(value)


def plain_price(value: Decimal | None) -> Decimal | None:
    """Two places, and more only where they say something: 12.50, 0.023456."""
    if value is None:
        return None
    return cents(value) if value == cents(value) else value.normalize()
