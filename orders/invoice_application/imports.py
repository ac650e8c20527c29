"""The query export of the tax bureau (全量发票查询导出): its sheet of invoices, matched row by row.

The file holds a second sheet with the lines of the same invoices; only the sheet of invoices (发票基础信息) counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from orders.e_invoice.reading import NORMAL, SPECIAL, EInvoice, amount_of, cleaned, day_of
from orders.e_invoice.states import Carrier
from orders.invoice.models import Invoice
from orders.invoice.numbers import taken_by
from orders.invoice_application.permissions import can_apply
from orders.invoice_application.results import match, take_result, waiting_of
from salesmgmt.core.domain.import_columns import ImportColumn, text
from salesmgmt.core.domain.import_files import shown
from salesmgmt.core.domain.import_specs import ImportSpec
from salesmgmt.core.domain.imports import UNCHANGED, UPDATED, RowErrors
from salesmgmt.core.exceptions import BusinessError

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal
    from typing import Any

    from salesmgmt.core.models import User

VOID = "作废"
RED = "否"  # 是否正数发票
PLATFORM = "电子发票服务平台"


def issued_of(values: dict) -> EInvoice:
    """A row of the export as an e-invoice."""
    kind = values["kind"] or ""
    return EInvoice(
        Carrier.EXPORT.value,
        cleaned(values["number"] or values["older_number"] or ""),
        code=cleaned(values["code"] or ""),
        kind=SPECIAL if "专用" in kind else NORMAL if "普通" in kind else "",
        issued_on=day_of(str(values["issued"] or "")),
        net=values["net"],
        tax=values["tax"],
        gross=values["gross"],
        seller=values["seller"] or "",
        seller_tax_number=cleaned(values["seller_tax_number"] or "").upper(),
        buyer=values["buyer"] or "",
        buyer_tax_number=cleaned(values["buyer_tax_number"] or "").upper(),
        remark=values["remark"] or "",
        is_red=values["positive"] == RED or bool(values["gross"] is not None and values["gross"] < 0),
    )


def save_results(rows: list, user: User, update: bool, progress: Callable) -> dict:
    """Every row is matched to a waiting invoice; one whose number we have already changes nothing. RowErrors names the
    rows that fit none, with the reason."""
    outcomes, reasons = {}, {}
    if any(values["goods"] for _number, values in rows):
        raise RowErrors(
            {
                number: _("this is the sheet of lines; choose the sheet 发票基础信息, whose rows are whole invoices")
                for number, _values in rows
            }
        )
    waiting = waiting_of()
    for done, (number, values) in enumerate(rows, start=1):
        try:
            with transaction.atomic():
                outcomes[number] = _take(issued_of(values), values, waiting, user)
        except BusinessError as refusal:
            reasons[number] = str(refusal)
        progress(done)
    if reasons:
        raise RowErrors(reasons)
    return outcomes


def _take(found: EInvoice, values: dict, waiting: list[Invoice], user: User) -> str:
    if VOID in (values["state"] or ""):
        raise BusinessError(_("%(number)s is void at the tax bureau.") % {"number": found.number})
    known = taken_by(found.number, found.code)
    if known is not None and known.pk not in {each.pk for each in waiting}:
        take_result(known.pk, user, found)  # agrees to the cent, or says where it differs
        return UNCHANGED
    invoice = match(found, waiting)
    take_result(invoice.pk, user, found)
    waiting.remove(invoice)
    return UPDATED


PLAIN = text()


def exact_amount(cell: Any, reading: Any) -> Decimal:
    """An amount of the tax bureau: yuan, as the header says; nothing about it is asked or guessed."""
    found = amount_of(str(cell))
    if found is None:
        raise ValueError(_("“%(value)s” is no amount") % {"value": shown(cell)[:40]})
    return found


def _column(name: str, label: Any, *aliases: str, parse: Callable = PLAIN, **more: object) -> ImportColumn:
    return ImportColumn(name, label, parse=parse, aliases=aliases, **more)  # type: ignore[arg-type]


INVOICE_RESULTS = ImportSpec(
    kind="invoice_results",
    label=gettext_lazy("Invoices issued by the tax bureau"),
    is_sheet=False,
    columns=(
        _column("number", gettext_lazy("Digital invoice number"), "数电发票号码", "数电票号码", "全电发票号码"),
        _column("older_number", gettext_lazy("Invoice number"), "发票号码"),
        _column("code", gettext_lazy("Invoice code"), "发票代码"),
        _column("seller_tax_number", gettext_lazy("Taxpayer number of the seller"), "销方识别号"),
        _column("seller", gettext_lazy("Seller"), "销方名称"),
        _column("buyer_tax_number", gettext_lazy("Taxpayer number of the buyer"), "购方识别号"),
        _column("buyer", gettext_lazy("Buyer"), "购买方名称"),
        _column("issued", pgettext_lazy("e-invoice", "Issued on"), "开票日期", required=True),
        _column("net", gettext_lazy("Net amount"), "金额", "不含税金额", parse=exact_amount),
        _column("tax", gettext_lazy("Tax"), "税额", parse=exact_amount),
        _column(
            "gross",
            gettext_lazy("Amount, tax included"),
            "价税合计",
            parse=exact_amount,
            required=True,
        ),
        _column("kind", gettext_lazy("Kind of invoice"), "发票票种"),
        _column("state", gettext_lazy("State at the tax bureau"), "发票状态"),
        _column("positive", gettext_lazy("Positive invoice"), "是否正数发票"),
        _column("remark", gettext_lazy("Remark"), "备注", parse=text(1000)),
        _column(
            "goods",
            gettext_lazy("Goods or service"),
            "货物或应税劳务名称",
            help=gettext_lazy("Stands only on the sheet of lines, which is not imported."),
        ),
    ),
    permission=can_apply,
    save_batch=save_results,
    can_update=False,
    help=gettext_lazy(
        "The query export of the tax bureau: choose the sheet 发票基础信息. Its rows are matched to the invoices applied "
        "for; amounts must agree to the cent, seller and buyer must be the right companies."
    ),
    icon="file-import",
    sheet_names=("发票基础信息",),
)
