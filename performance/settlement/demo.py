"""The demo company's settlements of the past years: paid, approved by exception where an indicator fails, computed."""

from performance.settlement.settling import approve_settlement, make_settlement, pay_settlement
from salesmgmt.core.calendar import today

REASON = "未达标项已制定整改措施，同意发放余额。"


def build(company):
    year = today().year
    paid, approved, _computed = (make_settlement(company.finance, past) for past in range(year - 3, year))
    for settlement in (paid, approved):
        approve_settlement(settlement.pk, company.gm, REASON)
    pay_settlement(paid.pk, company.finance)
