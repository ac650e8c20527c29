"""A contract or an amendment as a .docx, from the same data as its PDF: each clause carries its id, so that the file can
be read again when it comes back from the customer's lawyer."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contracts.contract.papers import contract_context
from contracts.contract.terms import key_of, text_of
from contracts.template.models import CLAUSES
from salesmgmt.core.models import CompanyProfile
from salesmgmt.core.on_use import OnUse
from salesmgmt.core.output import pdf
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.state import require

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    from contracts.amendment.models import ContractAmendment
    from contracts.contract.models import Contract, ContractLine
    from salesmgmt.core.models import User


docx, words, oxml, names, shared = map(OnUse, ("docx", "docx.enum.text", "docx.oxml", "docx.oxml.ns", "docx.shared"))

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Noto Sans CJK SC"
COLUMNS = ("序号", "产品名称", "规格型号", "产品状态", "单位", "数量", "含税单价", "含税金额", "交货时间", "质量标准")


@pdf.in_chinese
def contract_file(contract: Contract, user: User) -> tuple:
    """``(bytes, file name)`` of the contract for those who see prices."""
    require(sees_prices(user), _("Your role does not see prices."))
    context = contract_context(contract)
    return _file(contract, contract, contract.template.name, context["lines"])


@pdf.in_chinese
def amendment_file(amendment: ContractAmendment, user: User) -> tuple:
    """``(bytes, file name)``: the text of the contract as it is to be under the amendment."""
    require(sees_prices(user), _("Your role does not see prices."))
    lines = list(amendment.lines.select_related("product"))
    return _file(amendment, amendment.contract, f"{amendment.contract.template.name}（变更协议）", lines)


def _file(document: Any, contract: Contract, heading: str, lines: Any) -> tuple:
    word = _empty_paper()
    key = key_of(document, text_of(document))
    word.core_properties.keywords = key
    word.core_properties.title = heading
    title = word.add_heading(heading, level=0)
    title.alignment = words.WD_ALIGN_PARAGRAPH.CENTER
    _parties(word, document, contract)
    paper = contract.customer_paper
    if paper:
        word.add_paragraph(f"本合同以需方提供的合同文本为准：{paper.original_name}（校验码 {paper.sha256[:8]}）。")
    word.add_paragraph(f"根据{document.law_reference}及有关法律规定，供需双方经协商一致，签订本合同，共同遵守。")
    _table(word, lines, document.amount)
    for number, name in enumerate(CLAUSES, 2):
        label = document._meta.get_field(name).verbose_name
        _heading(word, f"{number}. {label}")
        _clause(word, name, getattr(document, name))
    word.add_paragraph(f"合同有效期：{document.start_date:%Y-%m-%d} 至 {document.end_date:%Y-%m-%d}")
    _signatures(word, contract)
    word.sections[0].footer.paragraphs[0].text = key
    target = io.BytesIO()
    word.save(target)
    return target.getvalue(), f"{document.number}-V{getattr(document, 'base_version', contract.version)}.docx"


def _empty_paper() -> Any:
    word = docx.Document()
    style = word.styles["Normal"]
    style.font.name, style.font.size = FONT, shared.Pt(10.5)
    style.element.rPr.rFonts.set(names.qn("w:eastAsia"), FONT)
    return word


def _parties(word: Any, document: Contract, contract: Contract) -> None:
    company = CompanyProfile.objects.first()
    rows = [
        ("供方", company.full_name if company else ""),
        ("需方", contract.customer.name),
        ("合同编号", contract.number),
        ("签订地点", document.signing_place),
    ]
    for label, text in rows:
        word.add_paragraph(f"{label}：{text}")


def _heading(word: Any, text: str) -> None:
    word.add_paragraph().add_run(text).bold = True


def _clause(word: Any, name: str, text: str) -> None:
    """The text of a clause inside a content control whose tag is the id of the clause."""
    paragraphs = [word.add_paragraph(line) for line in text.split("\n")]
    control, properties, content = (oxml.OxmlElement(f"w:{part}") for part in ("sdt", "sdtPr", "sdtContent"))
    tag = oxml.OxmlElement("w:tag")
    tag.set(names.qn("w:val"), name)
    properties.append(tag)
    control.append(properties)
    control.append(content)
    paragraphs[0]._p.addprevious(control)
    for paragraph in paragraphs:
        content.append(paragraph._p)


def _table(word: Any, lines: list[ContractLine], total: Decimal) -> None:
    _heading(word, "1. 产品名称、规格型号、数量、金额、交货时间")
    table = word.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, COLUMNS, strict=True):
        cell.text = text
    for line in lines:
        values = (
            line.position,
            line.product.name,
            line.spec,
            line.state,
            line.unit,
            f"{line.quantity.normalize():f}",
            f"{line.price:,.2f}",
            f"{line.amount:,.2f}",
            line.due_date or "",
            line.quality_standard,
        )
        for cell, value in zip(table.add_row().cells, values, strict=True):
            cell.text = str(value)
    word.add_paragraph(f"合计：{total:,.2f} 元")


def _signatures(word: Any, contract: Contract) -> None:
    table = word.add_table(rows=1, cols=2, style="Table Grid")
    table.rows[0].cells[0].text = "供方（章）：\n\n签字：\n日期："
    table.rows[0].cells[1].text = f"需方（章）：{contract.customer.name}\n\n签字：\n日期："
