"""The columns of an import and how their cells are read. A parser raises ValueError with a text for the user."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from salesmgmt.core import calendar
from salesmgmt.core.domain.import_files import shown
from salesmgmt.core.money import cents, parse_amount, plain_price, unit_price
from salesmgmt.core.phone import plain_phone

DATE_PARTS = re.compile(r"^(\d{1,4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,4})\s*日?$")
RUN_TOGETHER = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:\d{6})?$")
# 2020-January-03, 3 Jan 2020, Jan 3, 2020
YEAR_NAME_DAY = re.compile(r"^(?P<y>\d{4})[\s\-/.]+(?P<m>[a-z]{3,9})\.?[\s\-/.]+(?P<d>\d{1,2})$", re.IGNORECASE)
DAY_NAME_YEAR = re.compile(r"^(?P<d>\d{1,2})[\s\-/.]+(?P<m>[a-z]{3,9})\.?[\s\-/.,]+(?P<y>\d{4})$", re.IGNORECASE)
NAME_DAY_YEAR = re.compile(r"^(?P<m>[a-z]{3,9})\.?[\s\-/.]+(?P<d>\d{1,2})[\s\-/.,]+(?P<y>\d{4})$", re.IGNORECASE)
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
EXCEL_EPOCH, EPOCH_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)
# Excel's day numbers that are meant as such: 1927 to 2091; other numbers of five digits are no dates.
FIRST_SERIAL, LAST_SERIAL = 10_000, 70_000
FIRST_DAY, LAST_DAY = dt.date(1990, 1, 1), dt.date(2099, 12, 31)
FIRST_BIRTHDAY = dt.date(1900, 1, 1)
EXACT_DIGITS = 15  # Excel keeps no more of a number; what follows are zeros
POWER_OF_TEN = re.compile(r"[-+]?\d+(?:\.\d+)?e\+?\d+", re.IGNORECASE)
YES = {"yes", "y", "true", "1", "是", "对", "√", "有"}
NO = {"no", "n", "false", "0", "否", "不", "×", "无", ""}


@dataclass(frozen=True)
class Reading:
    """What the file and the mapping say about cells: the order of day, month and year, the first day of a book's day
    numbers, and how many yuan the 1 of an amount column is."""

    date_order: str = "ymd"
    date1904: bool = False
    factor: Decimal = Decimal(1)

    def in_unit(self, factor: Decimal) -> Reading:
        return replace(self, factor=factor)


def text(length: int = 200) -> Callable:
    """Text up to `length`; a number keeps no ".0", so that a phone number stays one, and is never written with lost digits."""

    def parse(cell: Any, reading: Reading) -> str:
        value = " ".join(as_code(cell).split())
        if len(value) > length:
            raise ValueError(_("longer than %(n)d characters") % {"n": length})
        return value

    return parse


def code(length: int = 40, *, digits: int | None = None) -> Callable:
    """A number that is a name (account, invoice, credit code): half-width, without blanks; `digits` where it has so many."""

    def parse(cell: Any, reading: Reading) -> str:
        value = "".join(unicodedata.normalize("NFKC", as_code(cell)).split())
        if re.fullmatch(r"\d{1,15}\.0+", value):
            value = value.partition(".")[0]
        if len(value) > length:
            raise ValueError(_("longer than %(n)d characters") % {"n": length})
        if digits and value.isdigit() and len(value) != digits:
            raise ValueError(
                _(
                    "“%(value)s” has not %(n)d digits; zeros at the front are lost unless the cells are formatted as text"
                )
                % {"value": value, "n": digits}
            )
        return value

    return parse


def phone(length: int = 40) -> Callable:
    """A telephone number as forms keep it, too (core.phone)."""
    read = text(length)
    return lambda cell, reading: plain_phone(read(cell, reading))


def as_code(cell: Any) -> str:
    """The text of a cell. Digits that Excel has lost are not invented: ValueError with the advice to format as text."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= 10**EXACT_DIGITS:
        raise ValueError(_lost_digits(f"{cell:.6g}" if isinstance(cell, float) else str(cell)))
    written = shown_number(cell)
    if POWER_OF_TEN.fullmatch(unicodedata.normalize("NFKC", written).strip()):
        raise ValueError(_lost_digits(written))
    return written


def _lost_digits(written: str) -> str:
    return _(
        "“%(value)s” is a number whose last digits Excel has lost. Format the cells as text, enter the number again, and "
        "upload the file again"
    ) % {"value": written[:40]}


def shown_number(cell: Any) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def date(cell: Any, reading: Reading) -> dt.date:
    """A date cell, text in the order of the mapping, or Excel's day number; a day of business from 1990 on."""
    return _between(_day(cell, reading), FIRST_DAY, LAST_DAY)


def birthday(cell: Any, reading: Reading) -> dt.date:
    """The same for a person's birthday: from 1900 to today."""
    return _between(_day(cell, reading), FIRST_BIRTHDAY, calendar.today())


class _NoYear(Exception):
    pass


def _day(cell: Any, reading: Reading) -> dt.date:
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    written = unicodedata.normalize("NFKC", "" if isinstance(cell, bool) else shown_number(cell)).strip()
    if isinstance(cell, float) and FIRST_SERIAL <= cell < LAST_SERIAL:
        written = str(int(cell))  # with a time of day behind the point
    try:
        found = _serial(written, reading) or _written_day(written, reading)
    except _NoYear as error:
        raise ValueError(_("“%(value)s”: write the year with four digits") % {"value": written[:40]}) from error
    except (ValueError, OverflowError) as error:
        raise ValueError(
            _("“%(value)s” is not a date in the order chosen for this file") % {"value": written[:40]}
        ) from error
    if found is None:
        raise ValueError(_("“%(value)s” is not a date") % {"value": shown(cell)[:40]})
    return found


def _serial(written: str, reading: Reading) -> Any:
    """A day number of Excel, which a CSV file holds where the column was not formatted as a date."""
    if re.fullmatch(r"\d{5}(?:\.\d+)?", written) and FIRST_SERIAL <= float(written) < LAST_SERIAL:
        return (EPOCH_1904 if reading.date1904 else EXCEL_EPOCH) + dt.timedelta(days=int(float(written)))
    return None


def _written_day(written: str, reading: Reading) -> dt.date:
    """The day, None where this is no date at all, ValueError where it is none of the calendar."""
    plain = re.split(r"[T\s]+(?=\d{1,2}:)", written)[0].strip()
    together = RUN_TOGETHER.match(plain)
    if together:
        return dt.date(*map(int, together.groups()))
    named = YEAR_NAME_DAY.match(plain) or DAY_NAME_YEAR.match(plain) or NAME_DAY_YEAR.match(plain)
    if named:
        return dt.date(int(named["y"]), _month(named["m"]), int(named["d"]))
    match = DATE_PARTS.match(plain)
    if not match:
        return None
    numbers = match.groups()
    if all(len(number) != 4 for number in numbers):
        raise _NoYear
    order = "ymd" if len(numbers[0]) == 4 else reading.date_order
    parts = {letter: int(number) for letter, number in zip(order, numbers, strict=True)}
    return dt.date(parts["y"], parts["m"], parts["d"])


def _month(name: str) -> int:
    found = [number for number, month in enumerate(MONTHS, 1) if month.startswith(name.lower())]
    return found[0] if len(found) == 1 else 0


def _between(day: dt.date, first: dt.date, last: dt.date) -> dt.date:
    if not first <= day <= last:
        raise ValueError(
            _("%(value)s lies outside %(first)s to %(last)s; is the year right?")
            % {"value": day.isoformat(), "first": first.isoformat(), "last": last.isoformat()}
        )
    return day


class Amount:
    """Money in yuan: at most two decimals, not negative unless said so. The mapping asks for unit and tax (import_headers)."""

    def __init__(self, negative: bool = False, limit: Any = Decimal("1e12")) -> None:
        self.negative, self.limit = negative, limit

    def __call__(self, cell: Any, reading: Any) -> Any:
        value = self.figure(cell, reading)
        names = {"value": shown(cell)[:40]}
        if value != cents(value):
            raise ValueError(_("“%(value)s” has more than two decimals") % names)
        if value < 0 and not self.negative:
            raise ValueError(_("“%(value)s” is negative") % names)
        return cents(value)

    def figure(self, cell: Any, reading: Reading) -> Decimal:
        """The figure in yuan, whatever its sign and decimals: what the file's sum is made of."""
        names = {"value": shown(cell)[:40]}
        if isinstance(cell, bool):
            raise ValueError(_("“%(value)s” is not an amount") % names)
        try:
            value = Decimal(str(cell)) if isinstance(cell, int | float) else parse_amount(cell)
        except (ValueError, ArithmeticError) as error:
            raise ValueError(_not_an_amount(str(cell), names)) from error
        # Compared before any arithmetic, which fails on what has more digits than its context.
        if not value.is_finite() or not -self.limit < value < self.limit:
            raise ValueError(_("“%(value)s” is too large") % names)
        # A float from Excel carries 0.30000000000000004; typed decimals are taken at their word.
        exact = round(value, 10) if isinstance(cell, float) else value
        exact = exact * reading.factor
        return round(exact, 6) if isinstance(cell, float) else exact


class UnitPrice(Amount):
    """A price per piece in yuan: up to six decimals, more than zero."""

    def __call__(self, cell: Any, reading: Any) -> Any:
        value = self.figure(cell, reading)
        names = {"value": shown(cell)[:40]}
        if value != unit_price(value):
            raise ValueError(_("“%(value)s” has more than six decimals") % names)
        if value <= 0:
            raise ValueError(_("“%(value)s” is not more than zero") % names)
        return plain_price(unit_price(value))


def _not_an_amount(written: str, names: dict) -> str:
    plain = unicodedata.normalize("NFKC", written)
    if re.search(r"\d,\d{1,2}(?!\d)", plain):
        return _("“%(value)s”: write a point before the decimals; a comma parts thousands only") % names
    if re.search(r"[$€£]|美元|欧元|港[币元]|日元|usd|eur|hkd|jpy", plain, re.IGNORECASE):
        return _("“%(value)s” is in a foreign currency") % names
    if re.search(r"[万千亿]", plain):
        return _("“%(value)s”: write the amount in yuan, or name the unit in the name of the column") % names
    return _("“%(value)s” is not an amount") % names


def amount(*, negative: bool = False, limit: Decimal = Decimal("1e12")) -> Amount:
    return Amount(negative, limit)


def price(*, limit: Decimal = Decimal("1e8")) -> UnitPrice:
    return UnitPrice(limit=limit)


def figure(limit: Decimal = Decimal("1e10"), decimals: int = 2) -> Callable:
    """A quantity or rate: not negative, with at most so many decimals."""

    def parse(cell: Any, reading: Reading) -> Decimal:
        names = {"value": shown(cell)[:40]}
        try:
            value = (
                Decimal(str(cell))
                if isinstance(cell, int | float) and not isinstance(cell, bool)
                else parse_amount(cell)
            )
        except (ValueError, ArithmeticError, TypeError) as error:
            raise ValueError(_("“%(value)s” is not a number") % names) from error
        if not value.is_finite() or not 0 <= value < limit:
            raise ValueError(_("“%(value)s” is negative or too large") % names)
        exact = round(value, 10) if isinstance(cell, float) else value
        if exact != round(exact, decimals):
            raise ValueError(_("“%(value)s” has more than %(n)d decimals") % {**names, "n": decimals})
        return round(exact, decimals)

    return parse


def percent(cell: Any, reading: Reading) -> Decimal:
    """13, "13%" and the 0.13 that a cell formatted as per cent holds are all thirteen."""
    if isinstance(cell, str):
        return figure(Decimal(1000))(cell.replace("％", "%").strip().removesuffix("%"), reading)
    is_share = isinstance(cell, float) and 0 < cell < 1
    return figure(Decimal(1000))(round(cell * 100, 6) if is_share else cell, reading)


def whole_number(cell: Any, reading: Reading) -> int:
    try:
        value = parse_amount(shown_number(cell))
    except ValueError as error:
        raise ValueError(_("“%(value)s” is not a number") % {"value": shown(cell)[:40]}) from error
    if not -(2**31) < value < 2**31 or value != int(value):  # the size first: int() of 1e99999999 never ends
        raise ValueError(_("“%(value)s” is not a whole number") % {"value": shown(cell)[:40]})
    return int(value)


def yes_or_no(cell: Any, reading: Reading) -> bool:
    written = shown_number(cell).strip().lower()
    if written in YES:
        return True
    if written in NO:
        return False
    raise ValueError(_("“%(value)s” is neither yes nor no") % {"value": written[:40]})


def choice(choices: list, words: Mapping[Any, tuple] | None = None) -> Callable:
    """One of `choices` ([(value, label)]), by its label or value, or by one of the `words` that files have for it;
    `ImportColumn.in_words` gives the label back."""

    def parse(cell: Any, reading: Reading) -> str:
        written = shown_number(cell).strip()
        for value, label in choices:
            if written.lower() in (str(value).lower(), str(label).lower(), *(words or {}).get(value, ())):
                return value
        names = "、".join(str(label) for _value, label in choices)
        raise ValueError(_("“%(value)s” is none of: %(names)s") % {"value": written[:40], "names": names})

    vars(parse)["labels"] = dict(choices)
    return parse


def one_of(meanings: Mapping[Any, tuple]) -> Callable:
    """What the word of a cell means: `meanings` is {value: the words that files have for it}; yes and no are the words of
    true and false. A word that is none of them is refused, for nobody knows what it says about the row."""

    def parse(cell: Any, reading: Reading) -> Any:
        written = shown_number(cell).strip().lower()
        for value, known in meanings.items():
            if written in known or (value is True and written in YES) or (value is False and written in NO):
                return value
        names = "、".join(known[0] for known in meanings.values())
        raise ValueError(_("“%(value)s” is none of: %(names)s") % {"value": written[:40], "names": names})

    vars(parse)["labels"] = {value: known[0] for value, known in meanings.items()}
    return parse


@dataclass(frozen=True)
class ImportColumn:
    """One column of an import: `parse(cell, reading)` is never asked about an empty cell, which gives `default`.

    `part` is an amount beside the sum of a row, such as what was paid of it: it is found by its name alone. Where a
    column that `leaves_out` holds true, the row says that it is none, and nothing else of it matters.
    """

    name: str
    label: Any
    required: bool = False
    parse: Callable = text()
    aliases: tuple[str, ...] = ()
    default: Any = None
    example: Any = ""
    help: Any = ""
    part: bool = False
    leaves_out: bool = False

    def in_words(self, value: Any) -> str:
        """A value as it was understood, for the person who decides on the import: the label of a choice, yes or no."""
        if self.is_money and isinstance(value, Decimal):
            return f"{plain_price(value):,f}" if isinstance(self.parse, UnitPrice) else f"{value:,.2f}"
        labels = getattr(self.parse, "labels", {})
        if isinstance(value, list):
            return "、".join(str(labels.get(each, each)) for each in value)
        return str(labels[value]) if value in labels else shown(value)

    @property
    def is_money(self) -> bool:
        return isinstance(self.parse, Amount)

    @property
    def is_date(self) -> bool:
        return self.parse in (date, birthday)
