"""The rows of a file as the mapping understands them, and what has to be seen about the file as a whole before it is taken."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError
from django.utils.translation import gettext as _

from salesmgmt.core import words
from salesmgmt.core.domain import import_files, import_mapping
from salesmgmt.core.domain.import_columns import Reading
from salesmgmt.core.domain.import_files import normal, shown
from salesmgmt.core.domain.import_specs import CREATED, LEFT_OUT, rows_of
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO, cents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from salesmgmt.core.domain.import_files import Row
    from salesmgmt.core.domain.import_specs import ImportSpec
    from salesmgmt.core.domain.jobs import Progress
    from salesmgmt.core.models import ImportJob

TOTALS = {
    "合计",
    "总计",
    "小计",
    "累计",
    "本页合计",
    "本页小计",
    "金额合计",
    "人民币合计",
    "总合计",
    "total",
    "subtotal",
    "grandtotal",
    "sum",
}
SHOWN_VALUES = 5
SHOWN_TOTALS = 10


@dataclass
class Read:
    """What stands in the file: rows as (number, values), the reason of each that cannot be read, and what was left out."""

    rows: list = field(default_factory=list)
    errors: dict[int, str] = field(default_factory=dict)
    # {column: sum over all rows that are no total}, and how many cells of it are no figures
    sums: dict = field(default_factory=dict)
    # The same over the rows that cannot be read.
    bad: dict[str, Decimal] = field(default_factory=dict)
    unread: Counter = field(default_factory=Counter)
    totals: list = field(default_factory=list)
    hidden: int = 0
    # {header of a column that is not used: how often each of its values stands there}
    unused: dict = field(default_factory=dict)


def rows_read(job: ImportJob, spec: ImportSpec, progress: Progress) -> Read:
    """Every row below the header, parsed by the mapping; BusinessError where there is none."""
    mapped = _Mapped(job, spec)
    found = Read(sums=dict.fromkeys(mapped.meanings, ZERO), unused={header: Counter() for header in mapped.unused})
    for row in import_files.rows(rows_of(job)):
        progress(0)  # a sign of life; rows count when they are saved
        if row.number <= job.header_row:
            continue
        if mapped.leaves_hidden and _is_in(row.number, job.facts["hidden_rows"]):
            found.hidden += 1
        elif mapped.is_total(row):
            found.totals.append([row.number, mapped.figures(row)])
        else:
            _take(row, mapped, found)
    if not found.rows and not found.errors:
        raise BusinessError(_("There is no row below the column names."))
    return found


def _take(row: Row, mapped: _Mapped, found: Read) -> None:
    values, problems = mapped.parse(row)
    if problems and not any(values[column.name] for column in mapped.columns if column.leaves_out):
        found.errors[row.number] = "；".join(problems)
    else:
        found.rows.append((row.number, values))
    for name, figure in mapped.figures(row).items():
        if figure is None:
            found.unread[name] += 1
        else:
            found.sums[name] += figure
            if row.number in found.errors:
                found.bad[name] = found.bad.get(name, ZERO) + figure
    for header, index in mapped.unused.items():
        text = shown(_at(row, index))
        if text and len(found.unused[header]) <= SHOWN_VALUES:
            found.unused[header][text] += 1


def _at(row: Row, index: int) -> str | None:
    return row.cells[index] if index < len(row.cells) else None


def _is_blank(cell: str | None) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _is_in(number: int, spans: list) -> bool:
    return any(first <= number <= last for first, last in spans)


def values_keeper() -> Callable[[Iterable[tuple[str, Any]]], dict[str, Any]]:
    """What makes the dict of each row of one file, of which a hundred thousand are held: as the dicts of the instances of one
    class they keep the names of their columns once, in a good third of what a dict of its own takes."""
    kind = type("Values", (), {})

    def kept(values: Iterable[tuple[str, Any]]) -> dict[str, Any]:
        row = kind()
        for name, value in values:
            setattr(row, name, value)
        return vars(row)

    return kept


class _Mapped:
    """The columns of the import with their place in the file and the way their cells are read."""

    def __init__(self, job: Any, spec: Any) -> None:
        self.kept = values_keeper()
        self.columns, self.meanings = spec.columns, import_mapping.meanings(job, spec)
        plain = Reading(job.date_order, bool(job.facts.get("date1904")))
        readings = {name: plain.in_unit(meaning.factor) for name, meaning in self.meanings.items()}
        self.places = [
            (column, job.headers.index(job.mapping[column.name]), readings.get(column.name, plain))
            for column in spec.columns
            if column.name in job.mapping
        ]
        used = {index for _column, index, _reading in self.places}
        self.unused = {header: index for index, header in enumerate(job.headers) if index not in used}
        self.leaves_hidden = job.answers.get("hidden") == import_mapping.LEAVE

    def parse(self, row: Row) -> tuple:
        """``(values, problems)`` of one row."""
        values = self.kept((column.name, column.default) for column in self.columns)
        problems = [row.problem] if row.problem else []
        for column, index, reading in self.places:
            cell = _at(row, index)
            if _is_blank(cell):
                if column.required:
                    problems.append(_("%(column)s is missing") % {"column": column.label})
                continue
            try:
                values[column.name] = column.parse(cell.strip() if isinstance(cell, str) else cell, reading)
            except (ValueError, ValidationError) as error:
                problems.append(words.beside(column.label, reason_of(error)))
        return values, problems

    def figures(self, row: Row) -> dict:
        """{amount column: figure in yuan, None where the cell is no figure} of the cells that are not empty."""
        found = {}
        for column, index, reading in self.places:
            cell = _at(row, index)
            if column.name not in self.meanings or _is_blank(cell):
                continue
            try:
                found[column.name] = column.parse.figure(cell.strip() if isinstance(cell, str) else cell, reading)
            except ValueError:
                found[column.name] = None
        return found

    def is_total(self, row: Row) -> bool:
        """A line of sums that people write below a list: it says so, and what every row must have is missing."""
        says_so = any(isinstance(cell, str) and normal(cell) in TOTALS for cell in row.cells)
        return says_so and any(
            column.required and _is_blank(_at(row, index)) for column, index, _reading in self.places
        )


def reason_of(error: Any) -> str:
    """Why a row is refused, for the person who sent it."""
    if isinstance(error, ValidationError):
        if hasattr(error, "error_dict"):
            return "；".join(text for texts in error.message_dict.values() for text in texts)
        return "；".join(error.messages)
    if isinstance(error, IntegrityError | DataError):
        return _("The database refuses this row; it contradicts another record.")
    return str(error)


def findings(job: ImportJob, spec: ImportSpec, read: Read, outcomes: dict, done: bool = False) -> dict:
    """For the check page, as JSON: the file's sums beside the sums to be posted, what is not used, what was left out.
    With ``done`` the same of what was posted."""
    meanings = import_mapping.meanings(job, spec)
    values = dict(read.rows)
    sums = []
    for column in import_mapping.money_columns(spec, job.mapping):
        name = column.name
        amounts = {CREATED: ZERO, "known": ZERO, LEFT_OUT: read.bad.get(name, ZERO)}
        for number, row in values.items():
            outcome = outcomes.get(number, LEFT_OUT)
            amounts[outcome if outcome in amounts else "known"] += row[name] or ZERO
        sums.append(
            {
                "label": str(column.label),
                "header": job.mapping[name],
                "unit": meanings[name].unit,
                "file": _text(read.sums[name]),
                "posted": _text(amounts[CREATED]),
                "known": _text(amounts["known"]),
                "left": _text(amounts[LEFT_OUT]),
                "unread": read.unread[name],
            }
        )
    return {
        "sums": sums,
        "summary": [
            [str(label), _text(figure)]
            for label, figure in (spec.summary(values, outcomes, done) if spec.summary else ())
        ],
        "unused": [[header, _in_words(counts)] for header, counts in read.unused.items()],
        "hidden": read.hidden,
        "totals": [_total(number, figures, read) for number, figures in read.totals[:SHOWN_TOTALS]],
    }


def _total(number: int, figures: dict, read: Read) -> list:
    """A total line: its row, its figures, and whether they are the sums of the rows."""
    told = {name: figure for name, figure in figures.items() if figure is not None}
    agrees = all(cents(figure) == cents(read.sums[name]) for name, figure in told.items())
    return [number, "、".join(_text(figure) for figure in told.values()), agrees]


def _text(figure: Decimal) -> str:
    return str(cents(figure))


def _in_words(counts: Any) -> str:
    """Few different values are told with their number: 正常（118）、作废（2）."""
    if not counts or len(counts) > SHOWN_VALUES:
        return ""
    return "、".join(f"{value[:20]}（{number}）" for value, number in counts.most_common())
