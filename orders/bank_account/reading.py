"""A bank's file as it was read, put in order: which layout it is, where its tables stand, what each line says. Pure.

A file may begin with labels, hold several tables, and end with sums and remarks (facts/money.md, section 1). What is
recognised is recognised by the headers, never by the name of the file; nothing of a line is guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from orders.bank_account.states import Column, Label
from salesmgmt.core.domain.import_columns import EXACT_DIGITS, amount, as_code
from salesmgmt.core.domain.import_files import normal, shown
from salesmgmt.core.domain.import_rows import TOTALS
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from salesmgmt.core.domain.import_files import Row

FEWEST_HEADERS = 3
HEADER_SEARCH = 20
RENMINBI = {"人民币", "人民币元", "cny", "rmb", "元", "01", "001", "156"}
PADDING = " \t\r\n\u3000\xa0\u200b\ufeff\"'“”"
EMPTY = {"", "-", "--", "—", "——"}
TIME = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2}))?")
RUN_TOGETHER = re.compile(r"^\d{8}(\d{2})(\d{2})(\d{2})$")
SIX_DIGITS = re.compile(r"^(\d{2})(\d{2})(\d{2})$")
FIGURE = amount(negative=True)


@dataclass(frozen=True)
class Profile:
    """A layout as data: the headers of each column and the labels, both as they are compared."""

    name: str
    bank: str
    columns: dict
    labels: dict
    in_words: frozenset = frozenset()
    out_words: frozenset = frozenset()
    is_signed: bool = False

    @classmethod
    def of(cls, row: Any) -> Profile:
        """From a BankProfile."""
        return cls(
            row.name,
            row.bank,
            {key: [normal(each) for each in names] for key, names in row.columns.items() if names},
            {key: {normal(each) for each in names} for key, names in row.labels.items()},
            _words(row.in_words),
            _words(row.out_words),
            row.is_signed,
        )


def _words(text: str) -> frozenset:
    return frozenset(normal(each) for each in re.split(r"[,，;；、\s]+", text) if each)


@dataclass
class Line:
    """What one line says. ``money_in`` and ``money_out`` are yuan, one of them None; a negative one is a correction.

    ``problem`` is why the line cannot be taken, in the language of the reader, "" where it can.
    """

    number: int
    own_account: str = ""
    day: Any = None
    time: str = ""
    money_in: Any = None
    money_out: Any = None
    balance: Any = None
    payer: str = ""
    payer_account: str = ""
    payer_bank: str = ""
    summary: str = ""
    purpose: str = ""
    transaction_no: str = ""
    voucher_no: str = ""
    problem: str = ""


@dataclass
class Block:
    """One table of the file: our account by its labels, its lines, and what the labels say of it."""

    header_row: int
    own_account: str = ""
    lines: list = field(default_factory=list)
    told: dict = field(default_factory=dict)


@dataclass
class Found:
    """The file in order. ``left_out`` are rows that stand in no table although they look like lines."""

    profile: Profile
    blocks: list = field(default_factory=list)
    left_out: list = field(default_factory=list)


def clean(cell: Any) -> Any:
    """A cell without the padding of banks; a dash is nothing."""
    if not isinstance(cell, str):
        return cell
    text = cell.strip(PADDING)
    return None if text in EMPTY else text


# -- which layout ----------------------------------------------------------------------------------------------------


def places(profile: Profile, cells: Sequence) -> dict:
    """``{column: [index, ...]}`` of a row of headers; {} where it is none of this layout."""
    names = [normal(cell) if cell is not None else "" for cell in cells]
    found = {
        column: [names.index(wanted) for wanted in dict.fromkeys(headers) if wanted in names]
        for column, headers in profile.columns.items()
    }
    found = {column: indexes for column, indexes in found.items() if indexes}
    has_amount = {Column.MONEY_IN, Column.MONEY_OUT} <= set(found) or Column.AMOUNT in found
    return found if Column.DATE in found and has_amount and _known(found) >= FEWEST_HEADERS else {}


def _known(found: dict) -> int:
    return len({index for indexes in found.values() for index in indexes})


def joined(upper: Sequence, lower: Sequence) -> list:
    """Headers of two rows: 发生额/元 over 借方 and 贷方; a cell that is merged sideways holds its text in the first."""
    width = max(len(upper), len(lower))
    found: list[Any] = []
    over: Any = None
    for place in range(width):
        above = clean(upper[place]) if place < len(upper) else None
        below = clean(lower[place]) if place < len(lower) else None
        over = above if above is not None else over if below is not None else None
        parts = [part for part in (over if below is not None or above is not None else None, below) if part is not None]
        found.append("".join(map(str, parts)) or None)
    return found


def recognise(rows: Sequence[Row], profiles: Iterable[Profile]) -> Profile | None:
    """The layout that knows most headers of one row among the first twenty; None for a file that is none of them."""
    best, most = None, 0
    head = rows[:HEADER_SEARCH]
    for profile in profiles:
        for place, row in enumerate(head):
            following = head[place + 1].cells if place + 1 < len(head) else ()
            for cells in ([clean(cell) for cell in row.cells], joined(row.cells, following)):
                known = _known(places(profile, cells))
                if known > most:
                    best, most = profile, known
    return best


# -- its tables ------------------------------------------------------------------------------------------------------


def read(rows: Sequence[Row], profile: Profile) -> Found:
    """Every table of the file by one layout; a row without day and amount ends a table, a further header begins one."""
    found = Found(profile)
    told: dict = {}
    block, columns, skip = None, {}, 0
    for place, row in enumerate(rows):
        if skip:
            skip -= 1
            continue
        cells = [clean(cell) for cell in row.cells]
        begun = places(profile, cells) if not _looks_like_line(cells) else {}
        if not begun and block is None and place + 1 < len(rows):
            begun = places(profile, joined(row.cells, rows[place + 1].cells))
            skip = 1 if begun else 0
        if begun:
            block, columns = Block(row.number, told.pop(Label.OWN_ACCOUNT, ""), told=told), begun
            told = {}
            found.blocks.append(block)
            continue
        if block is not None and _is_line(cells, columns):
            block.lines.append(_line(row, cells, columns, profile, block.own_account))
            continue
        labels = _labels(cells, profile)
        if block is not None and not _is_sum(cells):
            block = None if labels or _looks_like_note(cells) else block
        told |= labels
        if labels and found.blocks and set(labels) <= {Label.COUNT, Label.TOTAL_IN, Label.TOTAL_OUT}:
            found.blocks[-1].told |= labels  # sums below the table belong to it
        elif block is None and found.blocks and _looks_like_line(cells):
            found.left_out.append(row.number)
    return found


def _cell(cells: Sequence, columns: dict, column: str) -> Any:
    """The first cell that is not empty among the headers this column has."""
    for index in columns.get(column, ()):
        if index < len(cells) and cells[index] is not None:
            return cells[index]
    return None


def _is_line(cells: Sequence, columns: dict) -> bool:
    """A day or an amount makes a line; a sum has neither day nor other side."""
    if _is_sum(cells):
        return False
    day = _cell(cells, columns, Column.DATE)
    if day is not None and _day(day) is not None:
        return True
    return any(
        _figure(_cell(cells, columns, name)) not in (None, ZERO)
        for name in (Column.MONEY_IN, Column.MONEY_OUT, Column.AMOUNT)
    )


def _is_sum(cells: Sequence) -> bool:
    return any(isinstance(cell, str) and normal(cell) in TOTALS for cell in cells[:3])


def _looks_like_note(cells: Sequence) -> bool:
    return sum(cell is not None for cell in cells) <= 2


def _looks_like_line(cells: Sequence) -> bool:
    """Something with a day and a figure in it, wherever: never a row of headers."""
    filled = [cell for cell in cells if cell is not None]
    has_day = any(hasattr(cell, "isoformat") or (isinstance(cell, str) and _day(cell)) for cell in filled)
    return len(filled) > FEWEST_HEADERS and has_day and any(_figure(cell) is not None for cell in filled)


def _labels(cells: Sequence, profile: Profile) -> dict:
    """``{Label: text}`` of a row such as 账　　号： 5000 1234 or 总笔数 | 12."""
    found: dict = {}
    for place, cell in enumerate(cells):
        if not isinstance(cell, str):
            continue
        head, colon, tail = cell.replace("：", ":").partition(":")
        name = normal(head)
        for label, texts in profile.labels.items():
            if name not in texts or label in found:
                continue
            value = clean(tail) if colon else None
            value = value or next((each for each in cells[place + 1 :] if each is not None), None)
            if value is not None:
                found[label] = value
    return found


# -- one line --------------------------------------------------------------------------------------------------------


def _figure(cell: Any) -> Decimal | None:
    if cell is None or isinstance(cell, bool) or hasattr(cell, "isoformat"):
        return None
    try:
        return FIGURE(cell, READING)
    except ValueError:
        return None


@dataclass(frozen=True)
class _Reading:
    date_order: str = "ymd"
    date1904: bool = False
    factor: Decimal = Decimal(1)


READING: Any = _Reading()


def _day(cell: Any) -> dt.date | None:
    """A day of the forms that banks write; None for no day."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    text = str(cell).strip()
    found = re.match(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})", text) or re.match(
        r"^(\d{4})(\d{2})(\d{2})(?:\d{6})?(?!\d)", text
    )
    try:
        day = dt.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
    return day if day and dt.date(1990, 1, 1) <= day <= dt.date(2099, 12, 31) else None


def _time(*cells: Any) -> str:
    """HH:MM:SS of the first cell that has a time of day, "" without."""
    for cell in cells:
        if isinstance(cell, dt.datetime):
            if cell.time() != dt.time():
                return f"{cell:%H:%M:%S}"
            continue
        text = "" if cell is None else str(cell)
        found = TIME.search(text) or RUN_TOGETHER.match(text) or SIX_DIGITS.match(text)
        if found:
            hour, minute, second = (int(part or 0) for part in found.groups())
            if hour < 24 and minute < 60 and second < 60:
                return f"{hour:02d}:{minute:02d}:{second:02d}"
    return ""


def account_digits(cell: Any) -> str:
    """An account as it is compared: without blanks and dashes. ValueError where Excel has lost its last digits."""
    if cell is None:
        return ""
    if isinstance(cell, int | float) and abs(cell) >= 10**EXACT_DIGITS:
        return as_code(cell)  # says why
    return re.sub(r"[\s\-]", "", as_code(cell))


def _line(row: Row, cells: Sequence, columns: dict, profile: Profile, own: Any) -> Line:
    line = Line(row.number, problem=row.problem)
    problems = [row.problem] if row.problem else []
    get = {column: _cell(cells, columns, column) for column in columns}
    line.day = _day(get[Column.DATE]) if get.get(Column.DATE) is not None else None
    if line.day is None:
        problems.append(_("“%(value)s” is not a date") % {"value": shown(get.get(Column.DATE))[:40]})
    line.time = _time(get.get(Column.TIME), get.get(Column.DATE))
    for name in ("summary", "transaction_no", "voucher_no"):
        try:
            setattr(line, name, _text(get.get(name)))
        except ValueError as error:
            problems.append(str(error))
    texts = [shown(cells[i]) for c in (Column.PURPOSE, Column.REMARK) for i in columns.get(c, ()) if _filled(cells, i)]
    line.purpose = " ".join(dict.fromkeys(" ".join(text.split()) for text in texts))[:400]
    currency = get.get(Column.CURRENCY)
    if currency is not None and normal(currency) not in RENMINBI:
        problems.append(_("“%(value)s” is in a foreign currency") % {"value": shown(currency)[:40]})
    problems += _amounts(line, get, profile)
    problems += _sides(line, get, own)
    line.problem = "；".join(dict.fromkeys(problems))
    return line


def _filled(cells: Sequence, index: int) -> bool:
    return index < len(cells) and cells[index] is not None


def _text(cell: Any) -> str:
    return "" if cell is None else " ".join(as_code(cell).split())[:200]


def _amounts(line: Line, get: dict, profile: Profile) -> list:
    """The two directions of the bank's own view, or one amount with a word or a sign for its direction."""
    problems = []
    figures: dict = {}
    for column in (Column.MONEY_IN, Column.MONEY_OUT, Column.AMOUNT, Column.BALANCE):
        cell = get.get(column)
        if cell is None:
            continue
        try:
            figures[column] = FIGURE(cell, READING)
        except ValueError as error:
            problems.append(str(error))
    line.balance = figures.get(Column.BALANCE)
    line.money_in = figures.get(Column.MONEY_IN) or None
    line.money_out = figures.get(Column.MONEY_OUT) or None
    if line.money_in and line.money_out:
        return [*problems, _("money came in and went out in one line")]
    if line.money_in or line.money_out or problems:
        return problems
    figure = figures.get(Column.AMOUNT)
    if not figure:
        return [_("no amount stands in this line")]
    word = normal(get.get(Column.DIRECTION)) if get.get(Column.DIRECTION) is not None else ""
    if word in profile.out_words and word:
        line.money_out = -figure if profile.is_signed else figure
    elif word in profile.in_words and word:
        line.money_in = figure
    elif profile.is_signed:
        line.money_in, line.money_out = (figure, None) if figure > 0 else (None, -figure)
    else:
        problems.append(_("whether money came in or went out is not said: “%(word)s”") % {"word": word})
    return problems


def _sides(line: Line, get: dict, own: Any) -> list:
    """Our account and the other side, from one pair of columns or from who pays and who is paid."""
    problems = []
    is_in = line.money_in is not None
    side = ("from" if is_in else "to") if Column.FROM_NAME in get or Column.FROM_ACCOUNT in get else ""
    names = {
        "payer": get.get(f"{side}_name" if side else Column.PAYER),
        "payer_bank": get.get(f"{side}_bank" if side else Column.PAYER_BANK),
    }
    for name, cell in names.items():
        setattr(line, name, " ".join(shown(cell).split())[:120])
    ours = get.get(Column.OWN_ACCOUNT)
    if side and not own:
        ours = ours or get.get(Column.TO_ACCOUNT if is_in else Column.FROM_ACCOUNT)
    for name, cell in (
        ("payer_account", get.get(f"{side}_account" if side else Column.PAYER_ACCOUNT)),
        ("own_account", ours if ours is not None else own),
    ):
        try:
            setattr(line, name, account_digits(cell)[:60])
        except ValueError as error:
            problems.append(str(error))
    return problems
