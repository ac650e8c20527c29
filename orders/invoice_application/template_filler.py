"""Looks into the tax bureau's own batch form and fills it, as a process of its own under limits of memory and time.

The file comes from outside, so nobody but this process opens it; it imports nothing of ours:

    python -I template_filler.py look FILE MEMORY_BYTES CPU_SECONDS
    python -I template_filler.py fill FILE MEMORY_BYTES CPU_SECONDS JOB TARGET

On standard output stands ``{"done": ...}`` or ``{"refused": word}``. JOB is a file of JSON: for each sheet its name, the row
of its headers and the rows below them as ``[[column, kind, value], ...]``, where the kind is ``n`` for a number.
"""

from __future__ import annotations

import json
import resource
import sys
from decimal import Decimal
from typing import Any

HEADER_SEARCH = 20
MAX_COLUMNS = 100
LONGEST_TEXT = 200
VERSION_SHEET, VERSION_CELL = "excelVersion", "A4"


def look(path: str) -> dict:
    """The first rows of every sheet, and the version that the file says it is."""
    from openpyxl import load_workbook  # noqa: PLC0415  under the limits that are set before

    book = load_workbook(path)
    sheets = [{"name": sheet.title, "rows": [_texts(row) for row in _head(sheet)]} for sheet in book.worksheets]
    version = book[VERSION_SHEET][VERSION_CELL].value if VERSION_SHEET in book.sheetnames else ""
    return {"sheets": sheets, "version": str(version or "")[:LONGEST_TEXT]}


def _head(sheet: Any) -> Any:
    return sheet.iter_rows(max_row=HEADER_SEARCH, max_col=MAX_COLUMNS, values_only=True)


def _texts(row: tuple) -> list[str]:
    return ["" if cell is None else str(cell)[:LONGEST_TEXT] for cell in row]


def fill(path: str, job: str, target: str) -> dict:
    """The file with the rows of the job below its headers; what stood there, as examples do, is taken out."""
    from openpyxl import load_workbook  # noqa: PLC0415  under the limits that are set before

    with open(job, encoding="utf-8") as stream:
        wanted = json.load(stream)
    book = load_workbook(path)
    for part in wanted:
        sheet = book[part["name"]]
        for (number, _column), cell in list(sheet._cells.items()):
            if number > part["header_row"] and type(cell).__name__ == "Cell":
                cell.value = None
        for number, row in enumerate(part["rows"], start=part["header_row"] + 1):
            for column, kind, value in row:
                cell = sheet.cell(number, column, Decimal(value) if kind == "n" else value)
                if kind != "n":
                    cell.data_type = "s"  # text that begins like a formula stays text
    book.save(target)
    return {"sheets": len(wanted)}


def main(act: str, path: str, memory: str, seconds: str, *more: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
    answer: dict[str, Any]
    try:
        answer = {"done": look(path) if act == "look" else fill(path, *more)}
    except MemoryError:
        answer = {"refused": "large"}
    except Exception as error:  # a damaged file shows itself in many ways
        answer = {"refused": "damaged", "about": repr(error)[:300]}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
