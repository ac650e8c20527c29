"""The demo company's products, prices and quotes: a maker of brake and chassis parts for vehicles."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from customers.category.models import ProductCategory
from customers.customer.models import Customer
from customers.opportunity.models import Opportunity
from pricing.cost.models import ProductCost
from pricing.discount.request import request_discount
from pricing.price_list.models import PriceList, PriceListItem, PriceRule
from pricing.price_list.prices import price_for
from pricing.product.models import Product
from pricing.quote.entry import create_quote, revise_quote, update_quote
from pricing.quote.models import Quote
from pricing.quote.sending import accept_quote, decline_quote, expire_quotes, send_quote
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.numbering import next_number

CATEGORIES = {
    "BRK": "制动系统",
    "CHS": "底盘件",
    "CLU": "离合器件",
    "STR": "转向系统",
    "SEA": "密封橡胶件",
}
# code, name, specification, unit, category, list price, material, production, transport, management, uniform
PRODUCTS = (
    ("ZB-2511", "制动总泵总成", "Φ25.4 双腔 铝合金", "套", "BRK", "168.00", "78.20", "31.50", "3.60", "9.80", False),
    ("ZB-2231", "制动总泵总成", "Φ22.2 双腔 铸铁", "套", "BRK", "142.00", "64.10", "28.60", "3.40", "8.60", False),
    ("FB-1901", "制动分泵", "Φ19.05 后轮", "件", "BRK", "38.50", "15.80", "8.20", "0.90", "2.40", False),
    ("FB-2201", "制动分泵", "Φ22.2 后轮", "件", "BRK", "43.00", "17.90", "8.90", "0.95", "2.60", False),
    ("ZKZ-330", "真空助力器带总泵", "9寸 单膜片", "套", "BRK", "396.00", "198.00", "72.00", "8.50", "21.00", False),
    ("ZKZ-380", "真空助力器带总泵", "8+9寸 双膜片", "套", "BRK", "468.00", "236.00", "84.00", "9.20", "24.50", False),
    ("QKQ-1501", "前制动卡钳总成", "左 Φ54 浮动式", "件", "BRK", "215.00", "104.00", "41.00", "4.80", "12.60", False),
    ("QKQ-1502", "前制动卡钳总成", "右 Φ54 浮动式", "件", "BRK", "215.00", "104.00", "41.00", "4.80", "12.60", False),
    ("ZDP-2601", "前制动盘", "Φ260×24 通风", "件", "BRK", "96.00", "48.50", "17.20", "4.10", "5.60", False),
    ("ZDG-2201", "后制动鼓", "Φ220", "件", "BRK", "88.00", "45.20", "15.60", "4.60", "5.20", False),
    ("MCP-0801", "前制动摩擦片", "4 片装 半金属", "套", "BRK", "72.00", "28.40", "14.20", "1.20", "4.30", False),
    ("MCP-0901", "后制动蹄片", "4 片装", "套", "BRK", "65.00", "26.10", "12.90", "1.30", "4.00", False),
    ("LHB-1601", "离合器总泵", "Φ15.87 塑料", "件", "CLU", "52.00", "21.60", "10.40", "1.10", "3.10", False),
    ("LHF-2001", "离合器分泵", "Φ20.64", "件", "CLU", "41.00", "17.20", "8.50", "0.90", "2.50", False),
    ("LHP-2251", "离合器从动盘", "Φ225", "件", "CLU", "126.00", "61.00", "23.40", "2.80", "7.60", False),
    ("XBB-3101", "下摆臂总成", "左 冲焊", "件", "CHS", "158.00", "82.00", "29.50", "5.20", "9.10", False),
    ("XBB-3102", "下摆臂总成", "右 冲焊", "件", "CHS", "158.00", "82.00", "29.50", "5.20", "9.10", False),
    ("QTJ-1201", "球头销总成", "M14×1.5", "件", "CHS", "29.80", "11.60", "6.80", "0.60", "1.90", False),
    ("JZQ-4401", "前减振器总成", "液压双筒 左", "件", "CHS", "236.00", "121.00", "43.00", "6.80", "13.90", False),
    ("ZXJ-5101", "转向节", "左 QT450 球铁", "件", "STR", "184.00", "98.00", "36.00", "6.10", "10.80", False),
    ("ZXJ-5102", "转向节", "右 QT450 球铁", "件", "STR", "184.00", "98.00", "36.00", "6.10", "10.80", False),
    ("ZXG-1301", "转向横拉杆接头", "M16×1.5", "件", "STR", "34.50", "13.90", "7.60", "0.70", "2.10", False),
    ("ZDY-4000", "制动液", "DOT4 1L 瓶装", "瓶", "BRK", "18.00", "9.20", "2.40", "0.80", "0.90", True),
    ("YG-0610", "制动软管", "M10×1 L=420", "件", "SEA", "16.50", "6.80", "3.20", "0.40", "1.00", True),
    ("PWX-0201", "总泵修理包", "皮碗 6 件装", "套", "SEA", "12.00", "4.10", "2.20", "0.30", "0.80", True),
    ("CHT-0705", "卡钳防尘罩", "EPDM", "件", "SEA", "4.80", "1.60", "0.90", "0.10", "0.30", True),
)
TERMS = {
    "payment_terms": "月结 60 天，按上月末应收余额的 80% 滚动付款，银行承兑汇票或电汇",
    "payment_term_days": 60,
    "service_content": "送货到客户仓库；质保 2 年或 5 万公里；现场技术支持，质量问题 24 小时内到达",
    "lead_time": "首批 20 天，后续按要货计划 7 天",
}
LAST_YEAR_FACTOR = Decimal("0.97")
NEXT_FACTOR = Decimal("1.02")


def build(company):
    """Products with two years of price lists and costs, rules, and quotes in every state. The contracts take up what is
    left in ``company.accepted_quotes``."""
    _products(company)
    _price_lists(company)
    _rules(company)
    company.accepted_quotes = []
    customers = _customers_of(company.rep1)
    if customers:
        _quotes(company, Desk(company, company.rep1, customers))
    customers = _customers_of(company.rep2)
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
        if chance.status != "quoting":
            desk.send(Quote.objects.get(pk=quote.pk), days_ago=3, left=27)


def _customers_of(rep):
    return list(Customer.objects.filter(owner=rep, status="active").exclude(grade="E").order_by("pk"))


def _products(company):
    categories = {
        code: ProductCategory.objects.get_or_create(code=code, defaults={"name": name})[0]
        for code, name in CATEGORIES.items()
    }
    this_year = today().replace(month=1, day=1)
    for code, name, spec, unit, category, _price, *parts, uniform in PRODUCTS:
        product = Product.objects.create(
            code=code,
            name=name,
            spec=spec,
            unit=unit,
            category=categories[category],
            pricing_strategy=Product.Strategy.UNIFORM if uniform else Product.Strategy.DIFFERENTIATED,
            quality_standard="QC/T 311-2018" if category in ("BRK", "CLU") else "企业标准 Q/JH 02-2024",
            is_new_until=this_year.replace(month=12, day=31) if code in ("ZKZ-380", "QKQ-1501", "QKQ-1502") else None,
            created_by=company.manager,
        )
        parts = dict(zip(ProductCost.PARTS, map(Decimal, parts), strict=True))
        for day, factor in ((this_year.replace(year=this_year.year - 2), LAST_YEAR_FACTOR), (this_year, Decimal(1))):
            scaled = {name: (amount * factor).quantize(Decimal("0.01")) for name, amount in parts.items()}
            ProductCost.objects.create(product=product, valid_from=day, created_by=company.manager, **scaled)
        audit.record(product, company.manager, "Created")


def _price_lists(company):
    """Two years back: superseded; this year: in force; the first of the month after next: scheduled; and a draft."""
    this_year = today().replace(month=1, day=1)
    next_ = (today().replace(day=1) + timedelta(days=62)).replace(day=1)
    rows = (
        (this_year.replace(year=this_year.year - 2), "superseded", LAST_YEAR_FACTOR),
        (this_year, "in_force", Decimal(1)),
        (next_, "scheduled", NEXT_FACTOR),
        (next_ + timedelta(days=90), "draft", NEXT_FACTOR),
        (next_ + timedelta(days=120), "submitted", NEXT_FACTOR),
    )
    for version, (day, status, factor) in enumerate(rows, 1):
        is_released = status in PriceList.RELEASED
        released = {"released_by": company.director, "released_at": timezone.now()} if is_released else {}
        price_list = PriceList.objects.create(
            number=next_number(PriceList.KIND, day),
            name="汽车配件标准价格表",
            version=version,
            valid_from=day,
            status=status if is_released else "draft",
            created_by=company.manager,
            remark="原材料价格上涨，全线上调约 2%" if status in ("scheduled", "draft", "submitted") else "",
            **released,
        )
        items = [
            PriceListItem(price_list=price_list, product=product, price=_scaled(product.code, factor))
            for product in Product.objects.all()
        ]
        PriceListItem.objects.bulk_create(items)
        audit.record(price_list, company.manager, "Created")
        if status == "submitted":
            approvals.submit(price_list, company.manager, "下半年调价，请审批")


def _scaled(code, factor):
    amount = next(Decimal(row[5]) for row in PRODUCTS if row[0] == code)
    return (amount * factor).quantize(Decimal("0.1"))


def _rules(company):
    day = today().replace(month=1, day=1)
    product = Product.objects.get
    rules = (
        {"name": "总泵满 1,000 套", "product": product(code="ZB-2511"), "min_quantity": 1000, "price": Decimal("159.60")},
        {"name": "总泵满 3,000 套", "product": product(code="ZB-2511"), "min_quantity": 3000, "price": Decimal("154.00"), "priority": 20},
        {"name": "摩擦片满 2,000 套", "product": product(code="MCP-0801"), "min_quantity": 2000, "discount_percent": 5},
        {"name": "重点客户制动件优惠", "category": ProductCategory.objects.get(code="BRK"), "segment": "key", "discount_percent": 3},
        {"name": "新客户首单优惠", "category": ProductCategory.objects.get(code="CLU"), "new_customer": True, "discount_percent": 2, "valid_to": day.replace(month=12, day=31), "priority": 5},
        {"name": "合作三年以上 A 级客户", "grade": "A", "min_years": 3, "discount_percent": 4, "priority": 15},
    )  # fmt: skip
    for fields in rules:
        PriceRule.objects.create(**{"valid_from": day, "created_by": company.manager, **fields})


def _few_quotes(company, desk):
    desk.submit(desk.write("后轮分泵配套", ("FB-2201", 900), ("YG-0610", 900)))
    desk.send(desk.write("总泵维修件", ("PWX-0201", 2000), ("ZDY-4000", 600)), days_ago=5, left=25)
    accepted = desk.send(desk.write("助力器年度采购", ("ZKZ-330", 800), ("LHB-1601", 800)), days_ago=9, left=21)
    accept_quote(accepted.pk, desk.rep, comment="客户回传盖章报价单")
    company.accepted_quotes.append(Quote.objects.get(pk=accepted.pk))


def _quotes(company, desk):
    """One quote in every state, each by the way a person would take."""
    desk.write("制动总泵年度配套", ("ZB-2511", 500), ("FB-1901", 800))
    desk.write("离合器件试订", ("LHB-1601", 300, "49.00"), ("LHF-2001", 300))
    desk.submit(desk.write("前制动盘配套", ("ZDP-2601", 400), ("MCP-0801", 400)))
    _special_quotes(desk)
    rejected = desk.submit(desk.write("底盘件询价", ("XBB-3101", 200), ("XBB-3102", 200)))
    approvals.reject(
        approvals.step_of(rejected, desk.boss).pk, desk.boss, "付款条件须写明承兑汇票期限，请补充后重新提交"
    )
    desk.approve(desk.write("转向节新项目", ("ZXJ-5101", 600), ("ZXJ-5102", 600)))
    desk.send(desk.write("助力器升级", ("ZKZ-330", 260), ("ZB-2231", 260)), days_ago=6, left=3)
    desk.send(desk.write("减振器配套", ("JZQ-4401", 350), ("QTJ-1201", 700)), days_ago=3, left=27)
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


def _special_quotes(desk):
    """Special discounts: in approval, endorsed, granted, refused, sent back, and one that a lower price made void."""
    first = desk.write("后制动鼓竞标", ("ZDG-2201", 1000, "82.00"), ("MCP-0901", 1000))
    request_discount(first.pk, desk.rep, "参加客户年度招标，主要对手报价 81.5 元，中标后年用量 1.2 万件")
    second = desk.write("卡钳防尘罩等密封件", ("CHT-0705", 5000, "4.50"), ("YG-0610", 3000, "15.80"))
    endorsed = request_discount(second.pk, desk.rep, "与总泵成套供货，客户要求成套下浮")
    desk.submit(second)
    approvals.approve(approvals.step_of(endorsed, desk.boss).pk, desk.boss, "同意，成套供货毛利可接受")
    third = desk.write("双膜片助力器首批", ("ZKZ-380", 150, "445.00"))
    granted = request_discount(third.pk, desk.rep, "新品首批装车，换取年度独家供货")
    for person, comment in ((desk.boss, "同意"), (desk.company.director, "仅限首批 150 套")):
        approvals.approve(approvals.step_of(granted, person).pk, person, comment)
    desk.send(third, days_ago=1, left=29)
    fourth = desk.write("制动液零星采购", ("ZDY-4000", 200, "12.50"))
    refused = request_discount(fourth.pk, desk.rep, "客户要求")
    approvals.reject(approvals.step_of(refused, desk.boss).pk, desk.boss, "低于成本且理由不充分，统一价产品不予下浮")
    fifth = desk.write("制动鼓配件补充", ("ZDG-2201", 300, "84.00"))
    back = request_discount(fifth.pk, desk.rep, "老客户补单")
    approvals.send_back(approvals.step_of(back, desk.boss).pk, desk.boss, "请写明对手报价和年用量")
    sixth = desk.write("卡钳密封件试装", ("CHT-0705", 1000, "4.60"))
    undercut = request_discount(sixth.pk, desk.rep, "试装批次，争取批量份额")
    for person in (desk.boss, desk.company.director):
        approvals.approve(approvals.step_of(undercut, person).pk, person, "仅限试装批次")
    desk.change(sixth, sixth.lead_time, Decimal("4.40"))


class Desk:
    """A rep at work: writes, submits and sends, his manager approves."""

    def __init__(self, company, rep, customers):
        self.company, self.rep, self.customers = company, rep, customers
        self.boss, self.turn = company.manager, 0

    def write(self, title, *lines):
        customer = self.customers[self.turn % len(self.customers)]
        self.turn += 1
        rows = [self._line(customer, *line) for line in lines]
        place = customer.address or f"{customer.name} 仓库"
        contact = customer.contacts.first()
        return create_quote(self.rep, customer, rows, title=title, contact=contact, delivery_place=place, **TERMS)

    @staticmethod
    def _line(customer, code, quantity, price=None):
        product = Product.objects.get(code=code)
        proposed = price_for(product, customer, Decimal(quantity)).price
        return {"product": product, "quantity": Decimal(quantity), "price": Decimal(price) if price else proposed}

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
