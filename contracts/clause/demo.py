"""Clauses of the demo company in every state; one in its second version."""

from contracts.clause.library import next_version, retire_clause, submit_clause, write_clause
from salesmgmt.core.domain import approvals

BREACH = (
    "供方逾期交货或需方逾期付款的，每逾期一日按逾期部分金额的万分之五支付违约金；逾期超过三十日的，守约方有权解除合同。"
)
TEXTS = (
    (
        "payment_terms",
        "月结六十天",
        "按月对账，供方于每月五日前开具发票，需方自开票当月月末起六十日内付清。",
        "approved",
    ),
    ("payment_terms", "预付三成", "合同签订后七日内预付合同总额的百分之三十，余款发货前付清。", "approved"),
    ("packing_terms", "可回收周转箱", "采用可回收周转箱包装，周转箱由供方回收，丢失按账面价值赔偿。", "approved"),
    (
        "guarantee_terms",
        "质保金百分之五",
        "需方留合同总额的百分之五作质保金，质保期满无质量争议后三十日内付清。",
        "legal_review",
    ),
    ("dispute_terms", "仲裁", "协商不成的，提交重庆仲裁委员会仲裁。", "rejected"),
    ("transport_terms", "铁路到站", "铁路运输，到站前费用由供方承担。", "draft"),
    ("loss_terms", "损耗双方分担", "运输损耗在千分之三以内由需方承担，超过部分由供方承担。", "retired"),
)


def build(company):
    for field, name, text, status in TEXTS:
        clause = write_clause(company.rep1, field=field, name=name, text=text, usage="按客户要求选用。")
        if status == "draft":
            continue
        submit_clause(clause.pk, company.rep1)
        if status != "legal_review":
            _decide(clause, company, status)
    first = write_clause(
        company.manager, field="breach_terms", name="逾期违约金", text=BREACH.partition("；")[0] + "。"
    )
    submit_clause(first.pk, company.manager)
    _decide(first, company, "approved")
    second = next_version(first.pk, company.manager)
    second.text = BREACH
    second.save(update_fields=["text"])
    submit_clause(second.pk, company.manager)
    _decide(second, company, "approved")


def _decide(clause, company, status):
    step = approvals.open_steps_of(clause)[0]
    if status == "rejected":
        approvals.reject(step.pk, company.legal, "公司争议一律由供方所在地法院管辖。")
        return
    approvals.approve(step.pk, company.legal, "合法，可以使用。")
    if status == "retired":
        retire_clause(clause.pk, company.legal, "改为由供方全部承担。")
