"""The file of a batch for a ledger program."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils import translation

from orders.journal.layouts import FORMS, lines_of, text_of, write_sheet
from orders.journal.models import JournalLine
from orders.journal.permissions import can_take_journal
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.models import ExportLog
from salesmgmt.core.state import require

if TYPE_CHECKING:
    from orders.journal.models import JournalBatch
    from salesmgmt.core.models import User

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXPORT = "journal"


def take_file(batch: JournalBatch, layout: str, user: User) -> tuple[bytes, str, str]:
    """(content, name, MIME type) of a batch in a layout, in Chinese whatever the reader's language; logged (SEC-07)."""
    require(can_take_journal(user))
    form = FORMS[layout]
    rows = JournalLine.objects.filter(entry__batch=batch).order_by("entry__place", "position")
    rows = rows.select_related("entry__batch__created_by", "entry__movement__account__customer")
    with translation.override("zh-hans"):
        lines = list(lines_of(rows, policy().journal_word))
        if form.is_text:
            data = text_of(form, lines)
        else:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "journal.xlsx"
                write_sheet(form, lines, path)
                data = path.read_bytes()
    ExportLog.objects.create(
        user=user,
        key=EXPORT,
        label=f"{batch} {layout}"[:120],
        query=f"batch={batch.pk}&layout={layout}",
        rows=len(lines),
    )
    return data, f"{batch.number}-{layout}.{form.ending}", "text/plain" if form.is_text else XLSX
