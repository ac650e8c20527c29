"""The vouchers behind a printed claim, as they are glued behind it on paper: pictures on a sheet, PDFs page by page."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from salesmgmt.core.domain import attachments, photos

if TYPE_CHECKING:
    from performance.expense_claim.models import ExpenseLine

BINDER = Path(__file__).with_name("voucher_binder.py")
# Technical limits of the binding process: thirty e-invoices need 120 MB and two seconds.
MEMORY = 768 * 1024 * 1024
CPU_SECONDS = 30
WALL_SECONDS = 60
PDF = "application/pdf"


@dataclass(frozen=True)
class Glued:
    """A voucher on the sheet: its picture, else what kind of file is kept in its place."""

    place: int
    line: ExpenseLine
    picture: str = ""

    @property
    def is_pdf(self) -> bool:
        return self.line.voucher is not None and self.line.voucher.mime == PDF

    @property
    def kind(self) -> str:
        return self.line.voucher.original_name.rsplit(".", 1)[-1].upper() if self.line.voucher else ""


def glued(lines: list[ExpenseLine]) -> list[Glued]:
    """Every voucher with its number on the sheet, in the order of the lines."""
    return [
        Glued(place, line, _picture(line)) for place, line in enumerate((line for line in lines if line.has_file), 1)
    ]


def _picture(line: ExpenseLine) -> str:
    voucher = line.voucher
    if voucher is None or not voucher.is_image:
        return ""
    return photos.for_paper(attachments.path_of(voucher))


def bound(paper: bytes, sheet: list[Glued]) -> bytes:
    """The paper with its PDF vouchers behind it; the paper alone where none can be put there."""
    files = [attachments.path_of(each.line.voucher) for each in sheet if each.is_pdf]
    if not files:
        return paper
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "paper.pdf", Path(folder) / "bound.pdf"
        source.write_bytes(paper)
        command = [sys.executable, "-I", str(BINDER), str(source), str(MEMORY), str(CPU_SECONDS), str(target)]
        try:
            done = subprocess.run([*command, *map(str, files)], capture_output=True, timeout=WALL_SECONDS, check=False)
            json.loads(done.stdout)
            return target.read_bytes()
        except (subprocess.TimeoutExpired, ValueError, OSError):
            return paper
