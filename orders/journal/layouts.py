"""How the import of each ledger program lays out its file: headers and what stands below them, as data.

The columns are those of the programs' own files (kind of book, captions, order). What this program does not know is left
empty and mapped in the import of the ledger program; a company that needs another column changes a row here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from orders.journal.states import Layout, Subject
from salesmgmt.core.on_use import OnUse

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Any

    from orders.journal.models import JournalLine

openpyxl = OnUse("openpyxl")


@dataclass(frozen=True)
class Line:
    """What a layout may say of one line."""

    day: dt.date
    place: int
    position: int
    word: str
    summary: str
    code: str
    name: str
    debit: Decimal
    credit: Decimal
    customer_number: str
    customer: str
    has_customer: bool
    reference: str
    maker: str
    batch: str

    @property
    def amount(self) -> Decimal:
        return self.debit or self.credit

    @property
    def is_first(self) -> bool:
        return self.position == 1


Value = Callable[[Line], object]
NOTHING: Value = lambda line: None  # noqa: E731  a column that stays empty


@dataclass(frozen=True)
class Form:
    """One file: a sheet with its header rows and columns, or a text with a first line."""

    columns: tuple[tuple[str, Value], ...]
    sheet: str = ""
    captions: tuple[str, ...] = ()  # a second header row
    first_line: str = ""  # makes it a text file
    encoding: str = ""

    @property
    def is_text(self) -> bool:
        return bool(self.first_line)

    @property
    def ending(self) -> str:
        return "txt" if self.is_text else "xlsx"


def day(line: Line) -> str:
    return f"{line.day:%Y-%m-%d}"


def customer_dimension(line: Line) -> str | None:
    return f"客户---{line.customer_number}---{line.customer}" if line.has_customer else None


def of_customer(line: Line) -> str | None:
    return line.customer_number if line.has_customer else None


def on_first(value: Value) -> Value:
    return lambda line: value(line) if line.is_first else None


RMB, CURRENCY = "RMB", "人民币"

K3 = Form(
    (
        ("凭证日期", day),
        ("会计年度", lambda line: line.day.year),
        ("会计期间", lambda line: line.day.month),
        ("凭证字", lambda line: line.word),
        ("凭证号", lambda line: line.place),
        ("科目代码", lambda line: line.code),
        ("科目名称", lambda line: line.name),
        ("币别代码", lambda line: RMB),
        ("币别名称", lambda line: CURRENCY),
        ("原币金额", lambda line: line.amount),
        ("借方", lambda line: line.debit),
        ("贷方", lambda line: line.credit),
        ("制单", lambda line: line.maker),
        ("审核", lambda line: "NONE"),
        ("核准", lambda line: "NONE"),
        ("出纳", lambda line: "NONE"),
        ("经办", NOTHING),
        ("结算方式", lambda line: "*"),
        ("结算号", NOTHING),
        ("凭证摘要", lambda line: line.summary),
        ("数量", lambda line: 0),
        ("数量单位", lambda line: "*"),
        ("单价", lambda line: 0),
        ("参考信息", lambda line: line.batch),
        ("业务日期", day),
        ("往来业务编号", lambda line: line.reference if line.has_customer else None),
        ("附件数", lambda line: 0),
        ("序号", lambda line: line.place),
        ("系统模块", NOTHING),
        ("业务描述", NOTHING),
        ("汇率类型", NOTHING),
        ("汇率", lambda line: 1),
        ("分录序号", lambda line: line.position - 1),
        ("核算项目", customer_dimension),
        ("过账", lambda line: 0),
        ("机制凭证", NOTHING),
        ("现金流量", NOTHING),
    ),
    sheet="Page1",
)
SMALL = Form(
    (
        ("日期", day),
        ("凭证字", lambda line: line.word),
        ("凭证号", lambda line: line.place),
        ("附件数", lambda line: 0),
        ("分录序号", lambda line: line.position),
        ("摘要", lambda line: line.summary),
        ("科目代码", lambda line: line.code),
        ("科目名称", lambda line: line.name),
        ("借方金额", lambda line: line.debit),
        ("贷方金额", lambda line: line.credit),
        ("客户", of_customer),
        ("供应商", NOTHING),
        ("职员", NOTHING),
        ("项目", NOTHING),
        ("部门", NOTHING),
        ("存货", NOTHING),
        ("自定义辅助核算类别", NOTHING),
        ("自定义辅助核算编码", NOTHING),
        ("数量", NOTHING),
        ("单价", NOTHING),
        ("原币金额", lambda line: line.amount),
        ("币别", lambda line: RMB),
        ("汇率", lambda line: 1),
    ),
    sheet="凭证",
)
COSMIC_COLUMNS: tuple[tuple[str, str, Value], ...] = (
    ("FBillHead(GL_VOUCHER)", "*单据头(序号)", on_first(lambda line: line.place)),
    ("FAccountBookID", "*(单据头)账簿#编码", NOTHING),
    ("FAccountBookID#Name", "(单据头)账簿#名称", NOTHING),
    ("FDate", "*(单据头)日期", on_first(day)),
    ("FBUSDATE", "(单据头)业务日期", on_first(day)),
    ("FYEAR", "(单据头)会计年度", on_first(lambda line: line.day.year)),
    ("FPERIOD", "(单据头)期间", on_first(lambda line: line.day.month)),
    ("FVOUCHERGROUPID", "*(单据头)凭证字#编码", on_first(lambda line: "PRE001")),
    ("FVOUCHERGROUPID#Name", "(单据头)凭证字#名称", on_first(lambda line: line.word)),
    ("FVOUCHERGROUPNO", "*(单据头)凭证号", on_first(lambda line: line.place)),
    ("FATTACHMENTS", "(单据头)附件数", on_first(lambda line: 0)),
    ("FACCBOOKORGID", "(单据头)核算组织#编码", NOTHING),
    ("*Split*1", "", NOTHING),
    ("FEntity", "*分录(序号)", lambda line: line.position),
    ("FEXPLANATION", "(分录)摘要", lambda line: line.summary),
    ("FACCOUNTID", "*(分录)科目编码#编码", lambda line: line.code),
    ("FACCOUNTID#Name", "(分录)科目编码#名称", lambda line: line.name),
    ("FCURRENCYID", "*(分录)币别#编码", lambda line: "PRE001"),
    ("FCURRENCYID#Name", "(分录)币别#名称", lambda line: CURRENCY),
    ("FEXCHANGERATETYPE", "*(分录)汇率类型#编码", lambda line: "HLTX01_SYS"),
    ("FEXCHANGERATE", "(分录)汇率", lambda line: 1),
    ("FAMOUNTFOR", "(分录)原币金额", lambda line: line.amount),
    ("FDEBIT", "(分录)借方金额", lambda line: line.debit),
    ("FCREDIT", "(分录)贷方金额", lambda line: line.credit),
    ("FBUSNO", "(分录)业务编号", lambda line: line.reference),
)
COSMIC = Form(
    tuple((key, value) for key, _caption, value in COSMIC_COLUMNS),
    sheet="凭证#单据头(FBillHead)",
    captions=tuple(caption for _key, caption, _value in COSMIC_COLUMNS),
)
U8 = Form(
    (
        ("制单日期", day),
        ("凭证类别字", lambda line: line.word),
        ("凭证号", lambda line: line.place),
        ("附单据数", lambda line: 0),
        ("摘要", lambda line: line.summary),
        ("科目编码", lambda line: line.code),
        ("金额借方", lambda line: line.debit),
        ("金额贷方", lambda line: line.credit),
        ("数量", NOTHING),
        ("外币", NOTHING),
        ("汇率", NOTHING),
        ("制单人", lambda line: line.maker),
        ("结算方式", NOTHING),
        ("票号", NOTHING),
        ("票号日期", NOTHING),
        ("部门", NOTHING),
        ("个人", NOTHING),
        ("客户", of_customer),
        ("供应商", NOTHING),
        ("业务员", NOTHING),
        ("项目", NOTHING),
    ),
    first_line="填制凭证,V800",
    encoding="gb18030",
)
NC = Form(
    (
        ("核算账簿", NOTHING),
        ("凭证类别编码", lambda line: line.word),
        ("凭证号", lambda line: line.place),
        ("附单据数", lambda line: 0),
        ("制单人编码", lambda line: line.maker),
        ("制单日期", day),
        ("摘要", lambda line: line.summary),
        ("科目编码", lambda line: line.code),
        ("币种", lambda line: CURRENCY),
        ("原币借方金额", lambda line: line.debit),
        ("本币借方金额", lambda line: line.debit),
        ("业务单元编码", NOTHING),
        ("原币贷方金额", lambda line: line.credit),
        ("本币贷方金额", lambda line: line.credit),
        ("业务日期", day),
        ("辅助核算1", customer_dimension),
        *((f"辅助核算{number}", NOTHING) for number in range(2, 10)),
    ),
    sheet="凭证",
)
FORMS: dict[str, Form] = {
    Layout.KINGDEE_K3: K3,
    Layout.KINGDEE_SMALL: SMALL,
    Layout.KINGDEE_COSMIC: COSMIC,
    Layout.YONYOU_U8: U8,
    Layout.YONYOU_NC: NC,
}


def lines_of(rows: Iterable[JournalLine], word: str) -> Iterable[Line]:
    """The lines of a batch as the layouts ask for them."""
    for row in rows:
        entry = row.entry
        customer = entry.movement.account.customer
        yield Line(
            day=entry.movement.date,
            place=entry.place,
            position=row.position,
            word=word,
            summary=entry.summary,
            code=row.code,
            name=str(row.get_subject_display()),
            debit=row.debit,
            credit=row.credit,
            customer_number=customer.number,
            customer=customer.name,
            has_customer=row.subject == Subject.RECEIVABLE,
            reference=entry.movement.reference,
            maker=str(entry.batch.created_by),
            batch=entry.batch.number,
        )


def write_sheet(form: Form, lines: Iterable[Line], path: Path) -> int:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(form.sheet)
    sheet.append([name for name, _value in form.columns])
    if form.captions:
        sheet.append(list(form.captions))
    count = 0
    for line in lines:
        sheet.append([value(line) for _name, value in form.columns])
        count += 1
    book.save(path)
    return count


def text_of(form: Form, lines: Iterable[Line]) -> bytes:
    """A text file in the Windows code page; no field holds a comma or a line end."""
    rows = [form.first_line]
    for line in lines:
        rows.append(",".join(_plain(value(line)) for _name, value in form.columns))
    return ("\r\n".join(rows) + "\r\n").encode(form.encoding)


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return " ".join(str(value).replace(",", "，").split())
