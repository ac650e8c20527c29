"""Reads one e-invoice file from outside (XML, OFD, PDF), as a process of its own under limits of memory and time.

A file may be made to blow up whoever opens it, so nobody but this process opens it; it imports nothing of ours:

    python -I invoice_reader.py FILE MEMORY_BYTES CPU_SECONDS

On standard output stands one object: ``{"done": {"carrier": ..., "fields": {name: text}, "numbers": [...], "warnings":
[...]}}`` or ``{"refused": word}``. Texts are as they stand in the file; `reading` makes days and amounts of them. The names
of elements are data: where the tax office renames one, a row is added here.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import zipfile
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Callable

LARGEST_PART = 10 * 1024 * 1024
MOST_ELEMENTS = 100_000
MOST_PARTS = 400
MOST_PAGES = 5
LONGEST_TEXT = 1000

# Path of elements below the invoice, by dialect. The first that has a number decides.
DIGITAL = {
    "number": ("TaxSupervisionInfo/InvoiceNumber", "Header/EIid"),
    "issued": ("TaxSupervisionInfo/IssueTime", "EInvoiceData/BasicInformation/RequestTime"),
    "red": ("Header/InherentLabel/InIssuType/LabelCode",),
    "kind": ("Header/InherentLabel/GeneralOrSpecialVAT/LabelName", "Header/InherentLabel/EInvoiceType/LabelName"),
    "seller": ("EInvoiceData/SellerInformation/SellerName",),
    "seller_tax_number": ("EInvoiceData/SellerInformation/SellerIdNum",),
    "buyer": ("EInvoiceData/BuyerInformation/BuyerName",),
    "buyer_tax_number": ("EInvoiceData/BuyerInformation/BuyerIdNum",),
    "net": ("EInvoiceData/BasicInformation/TotalAmWithoutTax",),
    "tax": ("EInvoiceData/BasicInformation/TotalTaxAm",),
    "gross": ("EInvoiceData/BasicInformation/TotalTax-includedAmount",),
    "remark": ("EInvoiceData/AdditionalInformation/Remark",),
    "corrects": ("EInvoiceData/SpecificInformation/RedEInvoice/OriginalInvoiceCode",),
    "confirmation": ("EInvoiceData/SpecificInformation/RedEInvoice/CreditNoteNumber",),
}
OLDER_OFD = {
    "number": ("InvoiceNo",),
    "issued": ("IssueDate",),
    "buyer": ("Buyer/BuyerName",),
    "net": ("TaxExclusiveTotalAmount",),
    "tax": ("TaxTotalAmount",),
    "gross": ("TaxInclusiveTotalAmount",),
}
PINYIN = {
    "number": (".//FPHM",),
    "issued": (".//KPRQ",),
    "buyer": (".//GMFMC",),
    "seller": (".//XSFMC",),
    "net": (".//HJJE",),
    "tax": (".//HJSE",),
    "gross": (".//JSHJXX",),
}
# Root or node of one invoice, and how its elements are called.
DIALECTS = (("EInvoice", DIGITAL), ("eInvoice", OLDER_OFD), ("Invoice", OLDER_OFD))
ORIGINAL = "original_invoice.xml"
# OFD.xml, DocInfo/CustomDatas: what the data are called. 合计金额 is net, not gross.
CUSTOM_DATA = {
    "发票号码": "number",
    "开票日期": "issued",
    "合计金额": "net",
    "合计税额": "tax",
    "购买方纳税人识别号": "buyer_tax_number",
    "销售方纳税人识别号": "seller_tax_number",
}
# A page's text, without blanks: what stands behind which words. Buyer and seller are not told apart by their place.
PDF_WORDS = {
    "number": re.compile(r"发票号码[:：]?(\d{20}|\d{8})(?!\d)"),
    "issued": re.compile(r"开票日期[:：]?(\d{4}年\d{1,2}月\d{1,2}日)"),
    "gross": re.compile(r"[（(]小写[）)][:：]?[¥￥]?(-?[\d,]+\.\d{2})"),
}
NUMBER_ALONE = re.compile(r"(?<!\d)\d{20}(?!\d)")
DAY_ALONE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
TAX_NUMBER = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])")
KINDS = ("增值税专用发票", "普通发票")


class Refused(Exception):
    """The word for what is wrong with the file."""


def tree_of(data: bytes) -> Any:
    """The elements by their local names. A document type or an entity is refused before anything of it is expanded."""

    def refuse(*_parts: Any) -> None:
        raise Refused("entities")

    builder, count = ElementTree.TreeBuilder(), 0

    def start(name: str, attributes: dict) -> None:
        nonlocal count
        count += 1
        if count > MOST_ELEMENTS:
            raise Refused("large")
        builder.start(local(name), {local(key): value for key, value in attributes.items()})

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = parser.ExternalEntityRefHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: builder.end(local(name))
    parser.CharacterDataHandler = builder.data
    parser.Parse(data, True)
    return builder.close()


def local(name: str) -> str:
    return name.rsplit(":", 1)[-1]


def read_xml(data: bytes) -> dict:
    """The one invoice of a file; a file with several is refused, so that none is lost."""
    root = tree_of(data)
    for name, dialect in DIALECTS:
        nodes = [node for node in root.iter(name) if value(node, dialect["number"])]
        if len(nodes) > 1:
            raise Refused("several")
        if nodes:
            return fields_of(nodes[0], dialect)
    if len(root.findall(".//FPHM")) > 1:
        raise Refused("several")
    found = fields_of(root, PINYIN)
    if not found.get("number"):
        raise Refused("no_invoice")
    return found


def fields_of(node: Any, dialect: dict) -> dict:
    return {name: text for name, paths in dialect.items() if (text := value(node, paths))}


def value(node: Any, paths: tuple) -> str:
    for path in paths:
        text = (node.findtext(path) or "").strip()
        if text:
            return text[:LONGEST_TEXT]
    return ""


def part(archive: Any, info: Any) -> bytes:
    if info.file_size > LARGEST_PART:
        raise Refused("large")
    with archive.open(info) as stream:
        data = stream.read(LARGEST_PART + 1)
    if len(data) > LARGEST_PART:
        raise Refused("large")
    return data


def read_archive(path: str) -> tuple:
    """``(carrier, fields)`` of an OFD, or of an archive with the XML of one invoice."""
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS:
            raise Refused("large")
        names = {info.filename.rsplit("/", 1)[-1].lower(): info for info in parts}
        if "ofd.xml" in names:
            return "ofd", read_ofd(archive, names)
        files = [info for info in parts if info.filename.lower().endswith(".xml")]
        if len(files) > 1:
            raise Refused("several")
        if not files:
            raise Refused("no_invoice")
        return "xml", read_xml(part(archive, files[0]))


def read_ofd(archive: Any, names: dict) -> dict:
    found: dict = {}
    for data in tree_of(part(archive, names["ofd.xml"])).iter("CustomData"):
        name = CUSTOM_DATA.get(data.get("Name", "").strip())
        if name and (data.text or "").strip():
            found[name] = data.text.strip()[:LONGEST_TEXT]
    if ORIGINAL in names:
        found |= read_xml(part(archive, names[ORIGINAL]))
    if not found.get("number"):
        raise Refused("no_invoice")
    return found


def read_pdf(path: str) -> dict:
    """What the text of the first pages says; a scan has none."""
    import logging  # noqa: PLC0415  an XML file does not wait for it

    from pypdf import PdfReader  # noqa: PLC0415

    logging.disable()
    pages = PdfReader(path).pages[:MOST_PAGES]
    text = "\n".join(page.extract_text() or "" for page in pages)
    if not text.strip():
        raise Refused("scan")
    plain = re.sub(r"\s+", "", text)
    found = {name: match.group(1) for name, words in PDF_WORDS.items() if (match := words.search(plain))}
    numbers = set(NUMBER_ALONE.findall(text))
    if "number" not in found and len(numbers) == 1:
        found["number"] = numbers.pop()
    days = set(DAY_ALONE.findall(plain))
    if "issued" not in found and len(days) == 1:
        found["issued"] = days.pop()
    found["kind"] = next((kind for kind in KINDS if kind in plain), "")
    found["tax_numbers"] = " ".join(dict.fromkeys(TAX_NUMBER.findall(text)))
    if not found.get("number"):
        raise Refused("no_invoice")
    return found


def read(path: str) -> dict:
    with open(path, "rb") as stream:
        head = stream.read(8)
    if head.startswith(b"PK"):
        carrier, fields = read_archive(path)
    elif head.startswith(b"%PDF-"):
        carrier, fields = "pdf", read_pdf(path)
    else:
        with open(path, "rb") as stream:
            data = stream.read(LARGEST_PART + 1)
        if len(data) > LARGEST_PART:
            raise Refused("large")
        carrier, fields = "xml", read_xml(data)
    return {"carrier": carrier, "fields": fields}


def answer_of(work: Callable) -> dict:
    try:
        return {"done": work()}
    except Refused as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        return {"refused": "large"}
    except Exception as error:  # a damaged file shows itself in many ways
        return {"refused": "damaged", "about": repr(error)[:300]}


def main(path: str, memory: str, seconds: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
    sys.stdout.write(json.dumps(answer_of(lambda: read(path))))


if __name__ == "__main__":
    main(*sys.argv[1:4])
