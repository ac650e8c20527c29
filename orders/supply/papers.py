"""The papers of supply control: demand notice or telephone record (F-14), supply check sheet (F-15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orders.supply.exception import grant_of
from orders.supply.moved import moved
from orders.supply.words import reasons_in_words, result_label, warnings_in_words
from salesmgmt.core.output import pdf
from salesmgmt.core.settings_register import BY_NAME

if TYPE_CHECKING:
    from typing import Any

    from orders.supply.models import SupplyCheck


@pdf.in_chinese
def supply_paper(check: SupplyCheck) -> bytes:
    """F-15: customer, grade, line, outstanding, contract state, result, the general manager's decision."""
    words = {
        "reasons": reasons_in_words(check),
        "warnings": warnings_in_words(check),
        "result": result_label(check),
        "occasion": check.get_occasion_display(),
        "kind": check.get_kind_display(),
        "moved": moved(check.asked, check) if check.asked else [],
        "settings": [(BY_NAME[name].id, BY_NAME[name].label, _value(name, used)) for name, used in check.rules.items()],
    }
    granted = grant_of(check)
    document = check.demand or check.order
    context = {
        "check": check,
        "document": document,
        "granted": granted,
        **words,
        "number": document.number,
        "date": check.checked_at,
        "draft": False,
        "signatures": [
            ("制单", document.created_by, document.created_at),
            ("核定", check.checked_by, check.checked_at),
            *([("总经理", granted.checked_by, granted.checked_at)] if granted and granted != check else []),
        ],
    }
    return pdf.render("orders/supply/paper.html", context)


def _value(name: str, used: int | str) -> Any:
    setting = BY_NAME[name]
    if isinstance(used, bool):
        return "是" if used else "否"
    return dict(setting.choices).get(used, f"{used}{setting.unit}")
