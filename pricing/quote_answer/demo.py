"""The demo company's quotes, in every state."""

from datetime import timedelta
from decimal import Decimal

from customers.customer.models import Customer
from customers.customer.states import Grade
from customers.opportunity.models import Opportunity
from pricing.price_list.prices import price_for
from pricing.product.models import Product
from pricing.quote.entry import create_quote, revise_quote, update_quote
from pricing.quote.models import Quote
from pricing.quote.states import LineKind
from pricing.quote_answer.sending import accept_quote, decline_quote, expire_quotes, send_quote
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals

TERMS = {
    "payment_terms": "月结 60 天，按上月末应收余额的 80% 滚动付款，银行承兑汇票或电汇",
    "payment_term_days": 60,
    "service_content": "送货到客户仓库；质保 2 年或 5 万公里；现场技术支持，质量问题 24 小时内到达",
    "lead_time": "首批 20 天，后续按要货计划 7 天",
}


def build(company):
    """Quotes in every state. The contracts take up what is left in ``company.accepted_quotes``."""
    company.accepted_quotes = []
    customers = customers_of(company.rep1)
    if customers:
        _quotes(company, Desk(company, company.rep1, customers))
    customers = customers_of(company.rep2)
    if customers:
        _few_quotes(company, Desk(company, company.rep2, customers))
    _opportunity_quotes(company)
    expire_quotes()


def _opportunity_quotes(company):
    """Each opportunity that is quoted, negotiated or won has its quote; one that is being quoted has a draft."""
    stages = ("quoting", "quoted", "negotiation", "won")
    rows = Opportunity.objects.filter(status__in=stages, assigned_to__in=[company.rep1, company.rep2]).order_by("pk")
    for number, chance in enumerate(rows.select_related("customer", "assigned_to")):
        desk = Desk(company, chance.assigned_to, [chance.customer])
        codes = (("ZXJ-5101", 300), ("ZXJ-5102", 300)) if number % 2 else (("XBB-3101", 400),)
        quote = desk.write(chance.title, *codes)
        Quote.objects.filter(pk=quote.pk).update(opportunity=chance)
        if chance.status != Opportunity.Status.QUOTING:
            desk.send(Quote.objects.get(pk=quote.pk), days_ago=3, left=27)


def customers_of(rep):
    """The customers this person may quote to."""
    return list(Customer.objects.filter(owner=rep, status=Customer.Status.ACTIVE).exclude(grade=Grade.E).order_by("pk"))


def _few_quotes(company, desk):
    desk.submit(desk.write("后轮分泵配套", ("FB-2201", 900), ("YG-0610", 900)))
    desk.send(desk.write("总泵维修件", ("PWX-0201", 2000), ("ZDY-4000", 600)), days_ago=5, left=25)
    accepted = desk.send(desk.write("助力器年度采购", ("ZKZ-330", 800), ("LHB-1601", 800)), days_ago=9, left=21)
    accept_quote(accepted.pk, desk.rep, comment="客户回传盖章报价单")
    company.accepted_quotes.append(Quote.objects.get(pk=accepted.pk))


def _optional_quotes(company, desk):
    """Offers in sections, with options and alternatives: one with the customer, one of which he took what he wanted."""
    lines = (
        {"code": "ZB-2511", "quantity": 300, "section": "制动系统"},
        {"code": "ZB-2231", "quantity": 300, "section": "制动系统", "kind": LineKind.ALTERNATIVE},
        {"code": "FB-1901", "quantity": 600, "section": "制动系统"},
        {"code": "XBB-3101", "quantity": 300, "section": "底盘件"},
        {"code": "XBB-3102", "quantity": 300, "section": "底盘件"},
        {"code": "ZDY-4000", "quantity": 200, "section": "随车备件", "kind": LineKind.OPTION},
        {"code": "MCP-0801", "quantity": 100, "section": "随车备件", "kind": LineKind.OPTION},
    )
    desk.write("整车配套分组报价", *lines)
    desk.send(desk.write("改装车配套（含可选件）", *lines), days_ago=2, left=28)
    sent = desk.send(desk.write("专用车底盘配套（含可选件）", *lines), days_ago=5, left=25)
    taken = sent.lines.filter(product__code__in=["ZB-2231", "ZDY-4000"]).values_list("pk", flat=True)
    accept_quote(sent.pk, desk.rep, comment="客户选用备选总泵并加订制动液", taken=list(taken))
    company.accepted_quotes.append(Quote.objects.get(pk=sent.pk))


def _quotes(company, desk):
    """One quote in every state, each by the way a person would take."""
    desk.write("制动总泵年度配套", ("ZB-2511", 500), ("FB-1901", 800))
    desk.write("离合器件试订", ("LHB-1601", 300, "49.00"), ("LHF-2001", 300))
    desk.submit(desk.write("前制动盘配套", ("ZDP-2601", 400), ("MCP-0801", 400)))
    rejected = desk.submit(desk.write("底盘件询价", ("XBB-3101", 200), ("XBB-3102", 200)))
    approvals.reject(
        approvals.step_of(rejected, desk.boss).pk, desk.boss, "付款条件须写明承兑汇票期限，请补充后重新提交"
    )
    desk.approve(desk.write("转向节新项目", ("ZXJ-5101", 600), ("ZXJ-5102", 600)))
    desk.send(desk.write("助力器升级", ("ZKZ-330", 260), ("ZB-2231", 260)), days_ago=6, left=3)
    desk.send(desk.write("减振器配套", ("JZQ-4401", 350), ("QTJ-1201", 700)), days_ago=3, left=27)
    _optional_quotes(company, desk)
    declined = desk.send(desk.write("横拉杆接头", ("ZXG-1301", 1500)), days_ago=12, left=18)
    decline_quote(declined.pk, desk.rep, "同行报价低 4%，客户本年度不切换供应商")
    desk.send(desk.write("离合器从动盘", ("LHP-2251", 180)), days_ago=45, left=-5)
    old = desk.send(desk.write("制动卡钳新车型", ("QKQ-1501", 500), ("QKQ-1502", 500)), days_ago=10, left=20)
    newer = revise_quote(old.pk, desk.rep)
    desk.change(newer, "首批 25 天，后续按要货计划 7 天")
    desk.send(newer, days_ago=2, left=28)
    for title, lines in (
        ("制动件年度采购", (("ZB-2511", 1200, "159.60"), ("FB-1901", 2000), ("MCP-0801", 1000))),
        ("底盘件批量采购", (("XBB-3101", 300), ("XBB-3102", 300), ("QTJ-1201", 600))),
    ):
        accepted = desk.send(desk.write(title, *lines), days_ago=8, left=22)
        accept_quote(accepted.pk, desk.rep, comment="客户采购部电话确认")
        company.accepted_quotes.append(Quote.objects.get(pk=accepted.pk))


class Desk:
    """A rep at work: writes, submits and sends, his manager approves."""

    def __init__(self, company, rep, customers):
        self.company, self.rep, self.customers = company, rep, customers
        self.boss, self.turn = company.manager, 0

    def write(self, title, *lines):
        customer = self.customers[self.turn % len(self.customers)]
        self.turn += 1
        rows = [
            self._line(customer, **line) if isinstance(line, dict) else self._line(customer, *line) for line in lines
        ]
        place = customer.address or f"{customer.name} 仓库"
        contact = customer.contacts.first()
        return create_quote(self.rep, customer, rows, title=title, contact=contact, delivery_place=place, **TERMS)

    @staticmethod
    def _line(customer, code, quantity, price=None, **about):
        product = Product.objects.get(code=code)
        proposed = price_for(product, customer, Decimal(quantity)).price
        return {
            "product": product,
            "quantity": Decimal(quantity),
            "price": Decimal(price) if price else proposed,
            **about,
        }

    def change(self, quote, lead_time, price=None):
        names = (
            "valid_until",
            "payment_terms",
            "payment_term_days",
            "service_content",
            "title",
            "contact",
            "delivery_place",
        )
        lines = [
            {"product": line.product, "quantity": line.quantity, "price": price or line.price}
            for line in quote.lines.all()
        ]
        update_quote(quote.pk, self.rep, lines, lead_time=lead_time, **{name: getattr(quote, name) for name in names})

    def submit(self, quote):
        approvals.submit(quote, self.rep)
        return Quote.objects.get(pk=quote.pk)

    def approve(self, quote):
        quote = self.submit(quote)
        self._agree(quote)
        return Quote.objects.get(pk=quote.pk)

    def _agree(self, quote):
        step = approvals.open_steps_of(quote).get()
        approvals.approve(step.pk, step.assignee or self.company.director, "同意")

    def send(self, quote, days_ago, left):
        """Dated back before it is approved, so that page and paper agree: a demo cannot wait."""
        quote = self.submit(quote)
        day = today() - timedelta(days=days_ago)
        Quote.objects.filter(pk=quote.pk).update(quote_date=day, valid_until=today() + timedelta(days=left))
        self._agree(quote)
        send_quote(quote.pk, self.rep, sent_on=day)
        return Quote.objects.get(pk=quote.pk)
