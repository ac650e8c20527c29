"""The columns of an import and how their cells are read. A parser raises ValueError with a text for the user."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from salesmgmt.core.domain.import_files import shown
from salesmgmt.core.money import cents, parse_amount

DATE_PARTS = re.compile(r"^(\d{1,4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,4})\s*日?$")
EXCEL_EPOCH = dt.date(1899, 12, 30)
FIRST_DAY, LAST_DAY = dt.date(1990, 1, 1), dt.date(2099, 12, 31)
YES = {"yes", "y", "true", "1", "是", "对", "√", "有"}
NO = {"no", "n", "false", "0", "否", "不", "×", "无", ""}


@dataclass(frozen=True)
class Reading:
    """What the mapping says about cells: the order of day, month and year."""

    date_order: str = "ymd"


def text(length: int = 200) -> Callable:
    """Text up to `length`; a number keeps no ".0", so that a phone number stays one."""

    def parse(cell, reading):
        value = " ".join(shown_number(cell).split())
        if len(value) > length:
            raise ValueError(_("longer than %(n)d characters") % {"n": length})
        return value

    return parse


def shown_number(cell) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def date(cell, reading) -> dt.date:
    """A date cell, text in the order of the mapping, or Excel's day number."""
    if isinstance(cell, dt.datetime):
        return _plausible(cell.date())
    if isinstance(cell, dt.date):
        return _plausible(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if 0 < cell < 80_000:
            return _plausible(EXCEL_EPOCH + dt.timedelta(days=int(cell)))
        raise ValueError(_("“%(value)s” is not a date") % {"value": shown(cell)})
    written = str(cell).strip()
    match = DATE_PARTS.match(written.split(" ")[0].split("T")[0] if ":" in written else written)
    if not match:
        raise ValueError(_("“%(value)s” is not a date") % {"value": written[:40]})
    numbers = match.groups()
    if all(len(number) != 4 for number in numbers):
        raise ValueError(_("“%(value)s”: write the year with four digits") % {"value": written})
    order = "ymd" if len(numbers[0]) == 4 else reading.date_order
    parts = {letter: int(number) for letter, number in zip(order, numbers, strict=True)}
    try:
        return _plausible(dt.date(parts["y"], parts["m"], parts["d"]))
    except ValueError as error:
        raise ValueError(
            _("“%(value)s” is not a date in the order chosen for this file") % {"value": written}
        ) from error


def _plausible(day):
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(_("the year of %(value)s cannot be right") % {"value": day.isoformat()})
    return day


def amount(*, negative: bool = False, limit: Decimal = Decimal("1e12")) -> Callable:
    """Money: at most two decimals, not negative unless said so."""

    def parse(cell, reading):
        try:
            value = Decimal(str(cell)) if isinstance(cell, int | float) else parse_amount(cell)
        except (ValueError, ArithmeticError) as error:
            raise ValueError(_("“%(value)s” is not an amount") % {"value": shown(cell)[:40]}) from error
        # Compared before any arithmetic, which fails on what has more digits than its context.
        if not value.is_finite() or not -limit < value < limit:
            raise ValueError(_("“%(value)s” is too large") % {"value": shown(cell)[:40]})
        # A float from Excel carries 0.30000000000000004; typed decimals are taken at their word.
        exact = round(value, 6) if isinstance(cell, float) else value
        if exact != cents(exact):
            raise ValueError(_("“%(value)s” has more than two decimals") % {"value": shown(cell)[:40]})
        if exact < 0 and not negative:
            raise ValueError(_("“%(value)s” is negative") % {"value": shown(cell)[:40]})
        return cents(exact)

    return parse


def whole_number(cell, reading) -> int:
    try:
        value = parse_amount(shown_number(cell))
    except ValueError as error:
        raise ValueError(_("“%(value)s” is not a number") % {"value": shown(cell)[:40]}) from error
    if not -(2**31) < value < 2**31 or value != int(value):  # the size first: int() of 1e99999999 never ends
        raise ValueError(_("“%(value)s” is not a whole number") % {"value": shown(cell)[:40]})
    return int(value)


def yes_or_no(cell, reading) -> bool:
    written = shown_number(cell).strip().lower()
    if written in YES:
        return True
    if written in NO:
        return False
    raise ValueError(_("“%(value)s” is neither yes nor no") % {"value": written[:40]})


def choice(choices) -> Callable:
    """One of `choices` ([(value, label)]), by its label or value; `ImportColumn.in_words` gives the label back."""

    def parse(cell, reading):
        written = shown_number(cell).strip()
        for value, label in choices:
            if written.lower() in (str(value).lower(), str(label).lower()):
                return value
        names = "、".join(str(label) for _value, label in choices)
        raise ValueError(_("“%(value)s” is none of: %(names)s") % {"value": written[:40], "names": names})

    parse.labels = dict(choices)
    return parse


@dataclass(frozen=True)
class ImportColumn:
    """One column of an import: `parse(cell, reading)` is never asked about an empty cell, which gives `default`."""

    name: str
    label: Any
    required: bool = False
    parse: Callable = text()
    aliases: tuple[str, ...] = ()
    default: Any = None
    example: Any = ""
    help: Any = ""

    def in_words(self, value) -> str:
        """A value as it was understood, for the person who decides on the import: the label of a choice, yes or no."""
        labels = getattr(self.parse, "labels", {})
        return str(labels[value]) if value in labels else shown(value)
