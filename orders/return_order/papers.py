from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.domain.settings import policy
from salesmgmt.core.money import rmb_in_words
from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from orders.return_order.models import ReturnOrder

# RET-03, DOC-03: one copy for our quality department, one kept by sales.
REASON_COPIES = ("质量部门联", "销售部门联")


@pdf.in_chinese
def reason_paper(ret: ReturnOrder) -> bytes:
    """F-23: the reason of the return, in exactly two labelled copies (RET-03, DOC-03)."""
    context = {
        "ret": ret,
        "number": ret.number,
        "date": ret.reason_at,
        "draft": False,
        "signatures": [
            ("记录", ret.reason_by, ret.reason_at),
            ("客户说明人", ret.informant, None),
            ("质量部门签收", "", None),
        ],
    }
    return pdf.render("orders/return_order/reason_paper.html", context, copies=REASON_COPIES)


@pdf.in_chinese
def list_paper(ret: ReturnOrder, *, prices: bool) -> bytes:
    """F-24: items, quantities, prices and amount, to be confirmed by the customer (RET-04)."""
    lines = list(ret.lines.select_related("product", "delivery_line__note", "delivery_line__order_line"))
    context = {
        "ret": ret,
        "lines": lines,
        "prices": prices,
        "words": rmb_in_words(ret.amount, whole_after_jiao=policy().round_words_after_jiao),
        "number": ret.number,
        "date": ret.list_confirmed_at or ret.created_at,
        "draft": ret.list_confirmed_at is None,
        "signatures": [
            ("制单", ret.created_by, ret.created_at),
            ("客户确认", ret.list_confirmed_by, ret.list_confirmed_at),
            ("客户盖章", "", None),
        ],
    }
    return pdf.render("orders/return_order/list_paper.html", context)


@pdf.in_chinese
def permit_paper(ret: ReturnOrder, *, quantities: bool) -> bytes:
    """F-25: the notice of permitted return; without quantities for whoever is to count the goods (RET-06)."""
    permit = ret.permits.select_related("issued_by").first()
    context = {
        "ret": ret,
        "permit": permit,
        "lines": list(ret.lines.select_related("product", "delivery_line__note", "delivery_line__order_line")),
        "quantities": quantities,
        "number": permit.number,
        "date": permit.issued_at,
        "draft": False,
        "signatures": [
            ("业务员", ret.customer.owner, ret.list_confirmed_at),
            ("质量部门", permit.issued_by, permit.issued_at),
            ("退货库签收", "", None),
        ],
    }
    return pdf.render("orders/return_order/permit_paper.html", context)
