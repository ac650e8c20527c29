"""The layouts that are there from the first day. Finance adds those of its bank; what was edited is never written over."""

from __future__ import annotations

from typing import Any

COLUMNS = [
    ["序号", "place"],
    ["收款人户名", "payee"],
    ["收款账号", "account"],
    ["开户银行", "bank"],
    ["开户网点", "branch"],
    ["金额", "amount"],
    ["用途", "purpose"],
]
LAYOUTS: list[dict[str, Any]] = [
    {"name": "通用批量付款（Excel）", "form": "xlsx", "columns": COLUMNS},
    {"name": "通用批量付款（CSV）", "form": "csv_gb", "columns": COLUMNS},
]


def ship(model: Any) -> None:
    for each in LAYOUTS:
        model.objects.get_or_create(name=each["name"], defaults=each)
