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
    """The first accepts, the second objects, the third has been told; the others wait."""
    for number, notice in enumerate(notices[:3]):
        explain_prices(notice.pk, notice.customer.owner, TALKS[number], notice.customer.contacts.first())
    if notices:
        accept_prices(notices[0].pk, notices[0].customer.owner, "同意，下批订单执行新价")
    if len(notices) > 1:
        object_to_prices(notices[1].pk, notices[1].customer.owner, "客户要求年内价格不变，否则考虑二供")
