"""The demo company's products: brake and chassis parts for vehicles."""

from customers.category.models import ProductCategory
from pricing.product.models import Product
from salesmgmt.core import audit
from salesmgmt.core.calendar import today

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


def build(company):
    categories = {
        code: ProductCategory.objects.get_or_create(code=code, defaults={"name": name})[0]
        for code, name in CATEGORIES.items()
    }
    this_year = today().replace(month=1, day=1)
    for code, name, spec, unit, category, *_amounts, uniform in PRODUCTS:
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
        audit.record(product, company.manager, "Created")
