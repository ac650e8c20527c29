"""An e-invoice (数电票) as data: from its XML, OFD or PDF file, or from the text of its QR code.

Where the elements stand is said in `invoice_reader`, which opens the file as a process of its own.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.e_invoice.states import CODE_KINDS, Carrier
from salesmgmt.core.domain import attachments
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError

if TYPE_CHECKING:
    from typing import Any

READER = Path(__file__).with_name("invoice_reader.py")
# Technical limits of the reading process: a usual invoice needs 60 MB and half a second.
MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 10
WALL_SECONDS = 20
CENT = Decimal("0.01")
DIGITAL_NUMBER = re.compile(r"[0-9]{20}")
SPECIAL, NORMAL = "special", "normal"
WORDS = {
    "entities": gettext_lazy(
        "%(name)s declares a document type or entities, which no e-invoice has: it is refused unopened."
    ),
    "large": gettext_lazy("%(name)s is far larger than an e-invoice; it is refused."),
    "several": gettext_lazy("%(name)s holds several invoices: upload them one by one, so that none is lost."),
    "no_invoice": gettext_lazy("%(name)s is no e-invoice: no invoice number was found in it."),
    "scan": gettext_lazy("%(name)s is a picture without text: upload the XML or OFD, or scan the QR code."),
    "damaged": gettext_lazy("%(name)s cannot be read: the file is damaged or no e-invoice (XML, OFD, PDF)."),
}


@dataclass(frozen=True)
class EInvoice:
    """What an e-invoice says of itself. None or "" where its carrier does not say it; amounts in yuan, red ones negative.

    ``tax_numbers`` are those that stand somewhere on a PDF, where buyer and seller cannot be told apart by their place.
    """

    carrier: str
    number: str
    code: str = ""
    kind: str = ""  # special, normal, rail
    issued_on: dt.date | None = None
    net: Decimal | None = None
    tax: Decimal | None = None
    gross: Decimal | None = None
    seller: str = ""
    seller_tax_number: str = ""
    buyer: str = ""
    buyer_tax_number: str = ""
    remark: str = ""
    corrects: str = ""
    confirmation: str = ""
    is_red: bool = False
    tax_numbers: frozenset[str] = frozenset()

    @property
    def is_digital(self) -> bool:
        return bool(DIGITAL_NUMBER.fullmatch(self.number))

    def warnings(self) -> list[str]:
        """What does not agree within the invoice itself."""
        if None not in (self.net, self.tax, self.gross) and abs(self.net + self.tax - self.gross) > CENT:
            return [
                _("Net %(net)s and tax %(tax)s do not make the total %(gross)s.")
                % {"net": self.net, "tax": self.tax, "gross": self.gross}
            ]
        return []


def read_file(uploaded: Any) -> EInvoice:
    """The invoice of an uploaded XML, OFD or PDF; BusinessError says in words why the file is refused."""
    name = attachments.safe_name(uploaded.name)
    limit = policy().attachment_megabytes
    if uploaded.size > limit * attachments.MEGABYTE:
        raise BusinessError(_("%(name)s is larger than %(n)d MB.") % {"name": name, "n": limit})
    if not uploaded.size:
        raise BusinessError(_("%(name)s is empty.") % {"name": name})
    with tempfile.NamedTemporaryFile() as kept:
        for chunk in uploaded.chunks():
            kept.write(chunk)
        kept.flush()
        answer = _read_apart(kept.name)
    uploaded.seek(0)
    if "done" not in answer:
        raise BusinessError(WORDS[answer.get("refused", "damaged")] % {"name": name})
    found = made_of(answer["done"]["fields"], answer["done"]["carrier"])
    if found.is_red and found.gross is not None and found.gross > 0:
        raise BusinessError(_("%(name)s is marked as a red invoice, but its amount is positive.") % {"name": name})
    return found


def _read_apart(path: str) -> dict:
    command = [sys.executable, "-I", str(READER), path, str(MEMORY), str(CPU_SECONDS)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=WALL_SECONDS, check=False)
        return json.loads(done.stdout or b"{}")
    except subprocess.TimeoutExpired:
        return {"refused": "large"}
    except ValueError:
        return {}


def made_of(fields: dict, carrier: str) -> EInvoice:
    """Texts of a file as days and amounts."""
    kind = fields.get("kind", "")
    found = EInvoice(
        carrier,
        cleaned(fields["number"]),
        kind=SPECIAL if "专用" in kind else NORMAL if "普通" in kind else "",
        issued_on=day_of(fields.get("issued", "")),
        net=amount_of(fields.get("net", "")),
        tax=amount_of(fields.get("tax", "")),
        gross=amount_of(fields.get("gross", "")),
        seller=fields.get("seller", ""),
        seller_tax_number=cleaned(fields.get("seller_tax_number", "")).upper(),
        buyer=fields.get("buyer", ""),
        buyer_tax_number=cleaned(fields.get("buyer_tax_number", "")).upper(),
        remark=fields.get("remark", ""),
        corrects=cleaned(fields.get("corrects", "")),
        confirmation=cleaned(fields.get("confirmation", "")),
        is_red=fields.get("red", "") == "N",
        tax_numbers=frozenset(fields.get("tax_numbers", "").split()),
    )
    if found.gross is None and None not in (found.net, found.tax):
        found = replace(found, gross=found.net + found.tax)
    return replace(found, is_red=found.is_red or bool(found.gross is not None and found.gross < 0))


def read_code(text: str) -> EInvoice:
    """The text of a QR code: ``01,kind,code,number,amount,yyyymmdd,check code,crc``.

    Of a digital invoice code and check code are empty and the amount is the gross; of older kinds it is the net.
    """
    parts = [part.strip() for part in unicodedata.normalize("NFKC", text).split(",")]
    if len(parts) < 6 or parts[0] != "01" or not parts[3].isdigit():
        raise BusinessError(
            _("This is not the text of an invoice's QR code: it begins with 01, and has kind, number, amount and day.")
        )
    _version, kind, code, number, amount, day = parts[:6]
    figure = amount_of(amount)
    if figure is None or day_of(day) is None:
        raise BusinessError(_("The QR code has no amount or no day that can be read."))
    is_gross = not code
    return EInvoice(
        Carrier.CODE.value,
        number,
        code=code,
        kind=CODE_KINDS.get(kind, ""),
        issued_on=day_of(day),
        net=None if is_gross else figure,
        gross=figure if is_gross else None,
        is_red=figure < 0,
    )


def cleaned(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(text or "")))


def day_of(text: str) -> dt.date | None:
    """2026-01-02 10:30:00, 20260102, 2026/1/2, 2026年1月2日: the day; None where there is none."""
    found = re.match(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})", cleaned(text))
    try:
        return dt.date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


def amount_of(text: str) -> Decimal | None:
    """1,234.50 as a decimal of cents; ``*`` (a tax that is not shown) is 0; None where there is none."""
    plain = cleaned(text).lstrip("¥￥").replace(",", "")
    if plain and not plain.strip("*"):
        return Decimal("0.00")
    try:
        figure = Decimal(plain)
    except InvalidOperation:
        return None
    return figure.quantize(CENT) if figure.is_finite() and abs(figure) < Decimal("1e12") else None
