"""The tax bureau's own batch form, kept by finance: recognised by its headers, filled instead of the generated one."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.invoice_application.batch_form import HEAD_COLUMNS, HEAD_SHEET, LINE_COLUMNS, LINE_SHEET, OLDER_NAMES
from orders.invoice_application.models import BatchTemplate
from orders.invoice_application.permissions import can_apply
from salesmgmt.core import audit
from salesmgmt.core.domain import attachments, import_files
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import require

if TYPE_CHECKING:
    from salesmgmt.core.models import User

FILLER = Path(__file__).with_name("template_filler.py")
# Technical limits: the bureau's file is some hundred KB and needs 150 MB to open.
LARGEST = 5 * 1024 * 1024
MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 60
WALL_SECONDS = 120
# A row with so many known headers is the header row.
KNOWN_HEADERS = 3
NOTES = re.compile(r"\((?:必填|选填|非必填)\)")


def kept_template() -> BatchTemplate | None:
    return BatchTemplate.objects.filter(in_use=True).select_related("kept_by").defer("data").first()


@transaction.atomic
def keep_template(user: User, uploaded: Any) -> BatchTemplate:
    """From now on applications are written into this file; refused in words where it is not the bureau's form."""
    require(can_apply(user))
    name = attachments.safe_name(uploaded.name)
    if uploaded.size > LARGEST:
        raise BusinessError(_("%(name)s is larger than %(n)d MB.") % {"name": name, "n": LARGEST // 1024 // 1024})
    data = uploaded.read()
    found = _looked_at(data, name)
    BatchTemplate.objects.filter(in_use=True).update(in_use=False)
    made = BatchTemplate.objects.create(
        name=name, data=data, places=places_in(found["sheets"], name), version=found["version"], kept_by=user
    )
    audit.record(made, user, gettext_noop("Template kept"), comment=name)
    return made


@transaction.atomic
def drop_template(user: User) -> None:
    """Back to the generated form; the file stays on record."""
    require(can_apply(user))
    for each in BatchTemplate.objects.filter(in_use=True).defer("data"):
        each.in_use = False
        each.save(update_fields=["in_use"])
        audit.record(each, user, gettext_noop("Template no longer used"), comment=each.name)


def _looked_at(data: bytes, name: str) -> dict:
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as kept:
        kept.write(data)
        kept.flush()
        import_files.check(Path(kept.name), name)
        if not data.startswith(b"PK"):
            raise BusinessError(
                _("%(name)s is no .xlsx file: keep the bureau's template as it was downloaded.") % {"name": name}
            )
        return _apart("look", kept.name, name=name)


def _apart(act: str, path: str, *more: str, name: str) -> dict:
    """The answer of the process that opens the file; BusinessError says in words why there is none."""
    command = [sys.executable, "-I", str(FILLER), act, path, str(MEMORY), str(CPU_SECONDS), *more]
    try:
        done = subprocess.run(command, capture_output=True, timeout=WALL_SECONDS, check=False)
        answer = json.loads(done.stdout or b"{}")
    except (subprocess.TimeoutExpired, ValueError):
        answer = {}
    if "done" not in answer:
        raise BusinessError(
            _("%(name)s cannot be opened: the file is damaged, protected or far too large.") % {"name": name}
        )
    return answer["done"]


# -- which column is which -----------------------------------------------------------------------------------------


def plain(header: str) -> str:
    """A header as it is compared: without blanks, stars and 必填, brackets of one width."""
    text = re.sub(r"[\s*​]+", "", unicodedata.normalize("NFKC", header))
    text = NOTES.sub("", text)
    return OLDER_NAMES.get(text, text)


def places_in(sheets: list[dict], name: str) -> dict[str, dict]:
    """``{sheet of ours: {name, header_row, columns: {header: column}}}``: found by the headers, wherever they stand.

    BusinessError names the sheet or the columns that are missing: what the program fills must have its place.
    """
    found, missing = {}, []
    for key, columns in ((HEAD_SHEET, HEAD_COLUMNS), (LINE_SHEET, LINE_COLUMNS)):
        wanted = [header for header, value in columns if value]
        place = _place_of(sheets, {plain(header) for header, _value in columns}, [plain(each) for each in wanted])
        if place is None:
            missing.append(_("no sheet has the columns of “%(sheet)s”") % {"sheet": key})
            continue
        lacking = [each for each in wanted if plain(each) not in place["columns"]]
        if lacking:
            missing.append(
                _("sheet “%(sheet)s” lacks the columns %(columns)s")
                % {"sheet": place["name"], "columns": "、".join(lacking)}
            )
        found[key] = place
    if missing:
        raise BusinessError(
            _("%(name)s is not taken as the batch form: %(reasons)s.") % {"name": name, "reasons": "；".join(missing)}
        )
    return found


def _place_of(sheets: list[dict], known: set[str], wanted: list[str]) -> dict | None:
    """The row that holds most of the wanted headers; the serial number and the second header decide between the sheets."""
    best: tuple[int, dict] | None = None
    for sheet in sheets:
        for number, row in enumerate(sheet["rows"], start=1):
            columns: dict[str, int] = {}
            for column, cell in enumerate(row, start=1):
                if plain(cell) in known:
                    columns.setdefault(plain(cell), column)
            if len(columns) < KNOWN_HEADERS or not {wanted[0], wanted[1]} <= columns.keys():
                continue
            if best is None or len(columns) > best[0]:
                best = len(columns), {"name": sheet["name"], "header_row": number, "columns": columns}
    return best[1] if best else None


# -- filling -------------------------------------------------------------------------------------------------------


def fill_template(template: BatchTemplate, invoices: list[tuple], lines: list[tuple], path: Path) -> None:
    """The application in the bureau's own file; ``invoices`` and ``lines`` are what the columns' functions are called with."""
    job = [
        _part(template.places[HEAD_SHEET], HEAD_COLUMNS, invoices),
        _part(template.places[LINE_SHEET], LINE_COLUMNS, lines),
    ]
    with tempfile.TemporaryDirectory() as folder:
        source, wanted = Path(folder, "template.xlsx"), Path(folder, "job.json")
        source.write_bytes(bytes(template.data))
        wanted.write_text(json.dumps(job, ensure_ascii=False), encoding="utf-8")
        _apart("fill", str(source), str(wanted), str(path), name=template.name)


def _part(place: dict, columns: tuple, rows: list[tuple]) -> dict:
    filled = [(place["columns"][plain(header)], value) for header, value in columns if value]
    return {"name": place["name"], "header_row": place["header_row"], "rows": [_row(filled, row) for row in rows]}


def _row(filled: list[tuple[int, Callable]], row: tuple) -> list:
    said = [(column, value(*row)) for column, value in filled]
    return [
        [column, "n" if isinstance(each, Decimal | int) else "t", str(each)]
        for column, each in said
        if each not in (None, "")
    ]
