"""The demo company's sample requests."""

import datetime as dt

from customers.sample.request import cancel_sample, request_sample, submit_sample
from salesmgmt.core.calendar import today


def build(company):
    """Drafts, one in approval, one cancelled; those that were approved are in orders/demo, which knows the products."""
    for name, kind, code, product, state in (
        ("渝峰车桥", "sample", "ZXJ-5101", "转向节", "submitted"),
        ("川江机械", "service_part", "CHT-0705", "卡钳防尘罩", "draft"),
        ("远航商用车", "sample", "ZKZ-380", "真空助力器带总泵", "draft"),
        ("黔灵专用车", "sample", "XBB-3101", "下摆臂总成", "cancelled"),
    ):
        customer = company.customers[name]
        request = request_sample(
            customer.owner,
            customer,
            kind=kind,
            product_code=code,
            product_name=product,
            quantity=2,
            needed_on=today() + dt.timedelta(days=12),
            delivery_place=customer.address,
            purpose="装车试验，客户要求附材质报告和全尺寸检验报告",
        )
        if state == "submitted":
            submit_sample(request.pk, customer.owner)
        elif state == "cancelled":
            cancel_sample(request.pk, customer.owner, "客户车型延期，暂不需要样件")
