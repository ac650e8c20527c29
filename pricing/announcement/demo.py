"""Customers of the demo company who are told of new prices: in every state; one adjustment is closed."""

from pricing.adjustment.effect import close_adjustment
from pricing.adjustment.models import PriceAdjustment
from pricing.announcement.telling import accept_prices, explain_prices, object_to_prices

TALKS = (
    "电话说明：板材涨幅已超 8%，我司自行消化一半，合同期内订单价格不变，对方表示理解",
    "上门面谈，出示钢材指数走势和成本测算，对方要求书面通知",
    "微信发送调价函并电话确认，对方转采购经理审批",
)


def build(company):
    running = PriceAdjustment.objects.filter(status="implemented").order_by("pk")
    for adjustment in running:
        notices = list(adjustment.notices.filter(status="pending").select_related("customer__owner").order_by("pk"))
        notices = [notice for notice in notices if notice.customer.owner is not None]
        if adjustment.is_for_a_class:
            _tell_everybody(adjustment, notices, company)
        else:
            _tell_some(notices)


def _tell_everybody(adjustment, notices, company):
    for notice in notices:
        explain_prices(notice.pk, notice.customer.owner, TALKS[0], notice.customer.contacts.first())
        accept_prices(notice.pk, notice.customer.owner, "同意")
    if not adjustment.notices.filter(status="pending").exists():
        close_adjustment(adjustment.pk, company.manager, "客户已全部说明")


def _tell_some(notices):
    """Every other customer has been told: the first accepts, the second objects, the rest have not answered yet."""
    told = notices[::2]
    for number, notice in enumerate(told):
        explain_prices(notice.pk, notice.customer.owner, TALKS[number % len(TALKS)], notice.customer.contacts.first())
    for notice in told[:1]:
        accept_prices(notice.pk, notice.customer.owner, "同意，下批订单执行新价")
    for notice in told[1:2]:
        object_to_prices(notice.pk, notice.customer.owner, "客户要求年内价格不变，否则考虑二供")
