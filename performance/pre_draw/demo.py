"""The demo company's pre-draws, made with the statements: older ones paid, the latest still to be approved."""

import datetime as dt

from performance.commission.models import CommissionStatement
from performance.pre_draw.drawing import approve_pre_draw, pay_pre_draw
from performance.pre_draw.models import PreDraw
from salesmgmt.core import calendar
from salesmgmt.core.demo_clock import at


def build(company):
    last = calendar.add_months(calendar.today().replace(day=1), -1)
    for pre_draw in PreDraw.objects.filter(month__lt=last).order_by("month", "pk"):
        if CommissionStatement.objects.open().filter(month=pre_draw.month).exists():
            continue
        with at(calendar.at(calendar.add_months(pre_draw.month, 1) + dt.timedelta(days=4), dt.time(9))):
            approve_pre_draw(pre_draw.pk, company.gm)
            if pre_draw.month < calendar.add_months(last, -2):
                pay_pre_draw(pre_draw.pk, company.finance)
