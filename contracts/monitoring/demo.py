"""Deviations in every state and regular looks at contracts of the demo company."""

import datetime as dt

from contracts.contract.models import Contract
from contracts.monitoring.watching import (
    close_deviation,
    correct_deviation,
    record_monitoring,
    report_deviation,
)
from salesmgmt.core.calendar import today

FOUND = (
    (
        "delivery",
        "第二批晚交四天，客户生产线临时调整。",
        "模具检修超期",
        "调用备用模具，夜班补产",
        "已补交，客户签收",
        "closed",
    ),
    ("quality", "表面处理颜色与封样不一致。", "供应商批次差异", "更换批次并加严进货检验", "", "correcting"),
    ("payment", "上月到期货款尚有 30% 未付。", "", "", "", "open"),
    ("quantity", "本月要货量只有计划的六成。", "", "", "", "open"),
)


def build(company):
    contracts = Contract.objects.active().filter(customer__owner__isnull=False).select_related("customer__owner")
    for place, (contract, row) in enumerate(zip(contracts.order_by("pk"), FOUND, strict=False)):
        clause, text, cause, action, result, status = row
        owner = contract.responsible
        found = report_deviation(
            contract.pk, owner, clause=clause, text=text, found_on=today() - dt.timedelta(days=12 - 2 * place)
        )
        if status != "open":
            correct_deviation(found.pk, owner, cause=cause, action=action, due_on=today() + dt.timedelta(days=5))
        if status == "closed":
            close_deviation(found.pk, owner, result=result)
        record_monitoring(contract.pk, owner, finding="按月供货，进度正常；偏差已另行登记。")
