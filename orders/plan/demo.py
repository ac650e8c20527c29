"""Sample and service part requests of the demo company that were decided, with the plans made from them."""

import datetime as dt

from customers.sample.request import close_sample, request_sample, submit_sample
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals

# customer, kind, product, quantity, purpose, state
REQUESTS = (
    ("两江智行", "sample", ("QKQ-1501", "前制动卡钳总成"), 4, "新车型匹配试验", "approved"),
    ("天府轨道", "sample", ("XBB-3101", "下摆臂总成"), 2, "样件确认", "closed"),
    ("滇池客车", "service_part", ("PWX-0201", "总泵修理包"), 20, "售后服务件，现场更换", "approved"),
    ("沪申底盘", "sample", ("JZQ-4401", "前减振器总成"), 2, "对比试验", "rejected"),
)


def build(company):
    for name, kind, (code, product), quantity, purpose, state in REQUESTS:
        customer = company.customers[name]
        request = request_sample(
            customer.owner,
            customer,
            kind=kind,
            product_code=code,
            product_name=product,
            quantity=quantity,
            needed_on=today() + dt.timedelta(days=15),
            delivery_place=customer.address,
            purpose=purpose,
        )
        submit_sample(request.pk, customer.owner)
        step = approvals.open_steps_of(request).get()
        if state == "rejected":
            approvals.reject(step.pk, step.assignee, "近期已送样两次，先取得试验结果")
            continue
        approvals.approve(step.pk, step.assignee, "同意")
        if state == "closed":
            close_sample(request.pk, customer.owner, "尺寸和外观合格，客户签字确认样件")
