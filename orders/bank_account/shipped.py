"""The layouts that are there from the first day: headers as they stand in public samples of the banks' files.

Nobody has seen the company's own files: finance compares them and edits the rows. They are written once, by the
migration; what was edited is never written over.
"""

from __future__ import annotations

from typing import Any

LABELS = {
    "own_account": ["账号", "账户号", "查询账号", "银行账号", "本方账号"],
    "count": ["总笔数"],
    "total_in": ["贷方发生总额"],
    "total_out": ["借方发生总额"],
}
PROFILES: list[dict[str, Any]] = [
    {
        "name": "工商银行（旧版明细）",
        "bank": "icbc",
        "columns": {
            "voucher_no": ["凭证号"],
            "own_account": ["本方账号"],
            "payer_account": ["对方账号"],
            "date": ["交易时间"],
            "money_out": ["借方发生额"],
            "money_in": ["贷方发生额"],
            "summary": ["摘要"],
            "purpose": ["用途"],
            "payer": ["对方单位名称"],
            "balance": ["余额"],
            "remark": ["个性化信息"],
        },
    },
    {
        "name": "工商银行（新版 historydetail）",
        "bank": "icbc",
        "columns": {
            "voucher_no": ["凭证号", "支付凭证种类"],
            "own_account": ["本方账号"],
            "payer_account": ["对方账号"],
            "date": ["交易时间"],
            "payer": ["对方单位"],
            "money_in": ["转入金额"],
            "money_out": ["转出金额"],
            "amount": ["发生额"],
            "direction": ["借贷标志"],
            "balance": ["余额"],
            "summary": ["摘要"],
            "purpose": ["用途"],
            "remark": ["附言", "回单个性化信息"],
        },
        "in_words": "贷",
        "out_words": "借",
    },
    {
        "name": "工商银行（打印格式）",
        "bank": "icbc",
        "columns": {
            "date": ["日期"],
            "payer": ["对方户名"],
            "payer_account": ["对方账号"],
            "summary": ["摘要"],
            "money_out": ["借方发生额"],
            "money_in": ["贷方发生额"],
            "balance": ["余额"],
        },
    },
    {
        "name": "建设银行",
        "bank": "ccb",
        "columns": {
            "own_account": ["账号", "本方账号"],
            "date": ["交易时间", "交易日期"],
            "money_out": ["借方发生额（支取）", "借方发生额/元(支取)", "发生额/元借方"],
            "money_in": ["贷方发生额（收入）", "贷方发生额/元(收入)", "发生额/元贷方"],
            "balance": ["余额", "余额/元"],
            "currency": ["币种"],
            "payer": ["对方户名"],
            "payer_account": ["对方账号"],
            "payer_bank": ["对方开户机构"],
            "summary": ["摘要"],
            "remark": ["备注"],
            "transaction_no": ["账户明细编号-交易流水号"],
            "voucher_no": ["凭证号"],
        },
    },
    {
        "name": "农业银行",
        "bank": "abc",
        "columns": {
            "date": ["交易时间"],
            "money_in": ["收入金额"],
            "money_out": ["支出金额"],
            "balance": ["账户余额"],
            "payer": ["对方户名"],
            "payer_account": ["对方账号"],
            "summary": ["摘要"],
            "purpose": ["交易用途"],
        },
    },
    {
        "name": "中国银行",
        "bank": "boc",
        "columns": {
            "direction": ["交易类型"],
            "from_bank": ["付款人开户行名"],
            "from_account": ["付款人账号"],
            "from_name": ["付款人名称"],
            "to_bank": ["收款人开户行名"],
            "to_account": ["收款人账号"],
            "to_name": ["收款人名称"],
            "date": ["交易日期"],
            "time": ["交易时间"],
            "currency": ["交易货币"],
            "amount": ["交易金额"],
            "balance": ["交易后余额"],
            "transaction_no": ["交易流水号"],
            "voucher_no": ["凭证号码"],
            "summary": ["摘要"],
            "purpose": ["用途"],
            "remark": ["交易附言", "备注"],
        },
        "in_words": "来账",
        "out_words": "往账",
        "is_signed": True,
    },
    {
        "name": "招商银行",
        "bank": "cmb",
        "columns": {
            "date": ["交易日", "交易日期"],
            "time": ["交易时间"],
            "money_out": ["借方金额", "借方(出账)"],
            "money_in": ["贷方金额", "贷方(入账)"],
            "balance": ["余额"],
            "summary": ["业务摘要", "摘要"],
            "remark": ["其它摘要"],
            "purpose": ["用途"],
            "transaction_no": ["流水号"],
            "voucher_no": ["业务参考号"],
            "payer": ["收(付)方名称"],
            "payer_account": ["收(付)方账号"],
            "payer_bank": ["收(付)方开户行名"],
        },
    },
    {
        "name": "交通银行",
        "bank": "comm",
        "columns": {
            "date": ["交易时间"],
            "summary": ["摘要"],
            "direction": ["借贷标志"],
            "amount": ["发生额"],
            "money_out": ["借方发生额"],
            "money_in": ["贷方发生额"],
            "balance": ["余额"],
            "payer_account": ["对方账号"],
            "payer": ["对方户名"],
        },
        "in_words": "贷",
        "out_words": "借",
    },
]


def ship(model: Any) -> None:
    """Write the layouts that are missing by name; what stands there, edited or not, stays."""
    for row in PROFILES:
        values = {name: value for name, value in row.items() if name != "name"}
        model.objects.get_or_create(name=row["name"], defaults={**values, "labels": LABELS})
