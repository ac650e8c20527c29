"""Puts the PDF vouchers of a claim behind its paper, as a process of its own under limits of memory and time.

A file may be made to blow up whoever opens it, so nobody but this process opens it; it imports nothing of ours:

    python -I voucher_binder.py PAPER MEMORY_BYTES CPU_SECONDS TARGET VOUCHER...

TARGET becomes the paper followed by the first pages of each voucher, as they are to be seen: nothing on them can be clicked
or runs. On standard output stands ``{"pages": [how many of each voucher]}``; 0 of one that cannot be read.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
from typing import Any

from pypdf import PdfReader, PdfWriter

MOST_PAGES = 5
WIDEST, HIGHEST = 595, 842  # A4 in points: what is larger is made smaller
# What a page may do beside being seen.
ACTS = ("/Annots", "/AA", "/Metadata", "/PieceInfo")


def bind(paper: str, target: str, vouchers: list[str]) -> list[int]:
    writer = PdfWriter(clone_from=paper)
    counts = [_added(writer, voucher) for voucher in vouchers]
    writer.write(target)
    return counts


def _added(writer: Any, voucher: str) -> int:
    try:
        pages = list(PdfReader(voucher).pages[:MOST_PAGES])
        for page in pages:
            for name in ACTS:
                page.pop(name, None)
            added = writer.add_page(page)
            added.scale_by(min(1, WIDEST / float(page.mediabox.width), HIGHEST / float(page.mediabox.height)))
    except Exception:  # a damaged file shows itself in many ways; its sheet says that it is kept with the claim
        return 0
    return len(pages)


def main(paper: str, memory: str, seconds: str, target: str, *vouchers: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
    logging.disable()
    sys.stdout.write(json.dumps({"pages": bind(paper, target, list(vouchers))}))


if __name__ == "__main__":
    main(*sys.argv[1:])
