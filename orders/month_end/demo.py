"""The demo company's closed months: one closed, one whose reopening is proposed, one that was reopened."""

from orders.month_end.closing import close_month, propose_reopening
from salesmgmt.core.calendar import add_months, today
from salesmgmt.core.domain import approvals

REMARK = "未决事项已列清单，下月跟进：个别客户对账单未回。"


def build(company):
    """The last of them was reopened and waits to be closed again, before the months since then."""
    this = today().replace(day=1)
    older, old, last = (
        close_month(company.finance, month=add_months(this, -back), remark=REMARK) for back in (6, 5, 4)
    )
    propose_reopening(last.pk, company.finance, "漏记一张红字发票，需冲减当月应收。")
    approvals.approve(approvals.open_steps_of(last).get().pk, company.gm, "同意，三日内重新结账")
    propose_reopening(old.pk, company.finance, "更正一笔收款的入账月份。")
    return older
