"""The demo company's inquiries, in every state; one waits too long."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from pricing.inquiry.answering import answer_inquiry, close_inquiry, quote_inquiry, remind_of_inquiries
from pricing.inquiry.entry import create_inquiry
from pricing.inquiry.models import Inquiry
from pricing.product.models import Product
from pricing.quote.entry import update_quote
from pricing.quote.models import Quote
from pricing.quote_answer.demo import TERMS, Desk, customers_of


def build(company):
    customers = customers_of(company.rep1)
    if not customers:
        return
    rep = company.rep1
    _ask(rep, customers[0], 2, "新车型后轮分泵询价", "FB-2201", 800, "要求附 QC/T 检测报告，问最快交期")
    _ask(rep, customers[-1], 30, "减振器年度招标询价", "JZQ-4401", 1500, "年度招标，需含税到厂价和三年质保条件")
    answered = _ask(rep, customers[0], 50, "转向节小批量试制", "ZXJ-5101", 50, "QT450 能否换 QT500，试制 50 件多少钱")
    answer_inquiry(answered.pk, rep, "QT500 可供，模具沿用；试制 50 件按样件价，图纸确认后 25 天交货，报价另发。")
    quoted = _ask(rep, customers[0], 72, "摩擦片补货询价", "MCP-0801", 600, "月底前要 600 套，问价格和库存")
    quote = quote_inquiry(quoted.pk, rep)
    lines = [{"product": line.product, "quantity": line.quantity, "price": line.price} for line in quote.lines.all()]
    update_quote(quote.pk, rep, lines, title=quote.title, valid_until=quote.valid_until, **TERMS)
    Desk(company, rep, customers).send(Quote.objects.get(pk=quote.pk), days_ago=1, left=29)
    closed = _ask(rep, customers[-1], 120, "出口包装刹车油询价", "ZDY-4000", 5000, "要求英文标签和危险品包装")
    close_inquiry(closed.pk, rep, "我司无危险品出口资质，已建议客户向专业厂家采购")
    waiting = _ask(rep, customers[0], 5, "助力器改型询价", "ZKZ-380", 120, "8+9 寸能否带真空传感器")
    quote_inquiry(waiting.pk, rep)
    remind_of_inquiries(timezone.now())


def _ask(rep, customer, hours, title, code, quantity, question):
    return create_inquiry(
        rep,
        customer,
        [{"product": Product.objects.get(code=code), "quantity": Decimal(quantity)}],
        contact=customer.contacts.first(),
        title=title,
        channel=Inquiry.Channel.PHONE,
        received_at=timezone.now() - timedelta(hours=hours),
        question=question,
    )
