"""A million receivables to Excel: the program's export beside the bare loops. Each in a process of its own, so that
its memory is its own: `python -m salesmgmt.bench.excel ours|report|bare|openpyxl|copy`."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

WAYS = {
    "ours": "all invoices, as finance exports the list",
    "report": "receivable report, both sheets",
    "bare": "bare loop of the writer used, same rows and columns",
    "openpyxl": "openpyxl write-only, same rows and columns",
    "copy": "COPY of the same rows",
}
KEY = "invoice"


def measure(way):
    """``{seconds, mb, rows}`` of one way, run in a new process."""
    done = subprocess.run(
        [sys.executable, "-m", "salesmgmt.bench.excel", way], check=True, stdout=subprocess.PIPE, env=os.environ
    )
    return json.loads(done.stdout.splitlines()[-1])


def run(way, folder):
    """Writes the file of ``way`` into ``folder``; returns the number of rows."""
    from django.db import connection
    from django.http import QueryDict

    from salesmgmt.bench.parties import ACCOUNTS
    from salesmgmt.core import registry
    from salesmgmt.core.domain import exports
    from salesmgmt.core.models import User

    user = User.objects.get(username=ACCOUNTS["finance"])
    path = folder / f"{way}.xlsx"
    if way in ("ours", "report"):
        key = KEY if way == "ours" else "receivable-report"
        return exports.find(key).build(user, QueryDict(""), path, lambda count: None)
    page = registry.list_page(KEY)
    rows = page.queryset_for(user, QueryDict(""))
    paths = [column.path for column in page.export_columns(user, rows=rows)]
    rows = rows.values_list(*paths)
    if way == "copy":
        with connection.cursor() as cursor, open(folder / "rows.tsv", "wb") as target:
            sql = cursor.mogrify(*rows.query.sql_with_params()).decode()
            cursor.copy_expert(f"COPY ({sql}) TO STDOUT", target)
            return cursor.rowcount
    return (_bare if way == "bare" else _openpyxl)(rows.iterator(chunk_size=2000), paths, path)


def _bare(rows, names, path):
    """What the sheet needs and no more: a frozen header, formats of dates and amounts."""
    import rustpy_xlsxwriter

    formats = {"date": "yyyy-mm-dd", "due_date": "yyyy-mm-dd", "amount": "#,##0.00", "open_amount": "#,##0.00"}
    count = 0

    def dicts():
        nonlocal count
        for row in rows:
            count += 1
            yield dict(zip(names, row, strict=True))

    rustpy_xlsxwriter.write_worksheet(
        dicts(),
        str(path),
        freeze_row=1,
        column_formats={name: rustpy_xlsxwriter.Format().set_num_format(format_) for name, format_ in formats.items()},
    )
    return count


def _openpyxl(rows, names, path):
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(names)
    count = 0
    for row in rows:
        sheet.append(row)
        count += 1
    book.save(path)
    return count


def main():
    import django

    django.setup()
    from salesmgmt.bench.meter import resident

    most, ended = resident(), threading.Event()

    def watch():
        nonlocal most
        while not ended.wait(0.2):
            most = max(most, resident())

    threading.Thread(target=watch, daemon=True).start()
    with tempfile.TemporaryDirectory(dir=os.environ.get("VAR_DIR")) as folder:
        start = time.perf_counter()
        rows = run(sys.argv[1], Path(folder))
        seconds = time.perf_counter() - start
    ended.set()
    print(json.dumps({"seconds": seconds, "mb": most, "rows": rows}))


if __name__ == "__main__":
    main()
