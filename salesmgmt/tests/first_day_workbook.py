"""The workbook of a company's first day, as a generator: people, products, customers and open invoices in any number."""

import datetime as dt
import io

import openpyxl

from salesmgmt.core import calendar

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高"
GIVEN = "伟芳娜敏静强磊军洋艳勇杰娟涛明超霞平刚桂"
CITIES = ("重庆", "成都", "贵阳", "武汉", "西安", "上海", "宁波", "长沙")
TRADES = ("机械制造", "汽车部件", "车桥", "传动", "重工", "专用车")
ROLES = (
    "总经理",
    "销售总监",
    "销售经理",
    "销售主管",
    "财务",
    "法务",
    "技术部",
    "品质部",
    "生产部",
    "采购",
    "物流",
    "库房",
    "计划员",
    "合同管理",
    "客户服务中心",
)
SUPERIOR = {"销售总监": "p1", "销售经理": "p2", "销售主管": "p3"}
UNITS = (
    ("SW", "西南大区", "区域", ""),
    ("SW1", "西南销售一组", "团队", "SW"),
    ("DEP", "职能部门", "部门", ""),
)
CATEGORIES = (("AX", "车桥", ""), ("AX-F", "前桥总成", "AX"), ("KN", "转向节", ""), ("BR", "制动部件", ""))


def people(number):
    """One for each role, superiors above; everybody else sells."""
    for no in range(1, number + 1):
        role = ROLES[no - 1] if no <= len(ROLES) else "销售代表"
        superior = "" if role == "总经理" else SUPERIOR.get(role, "p4" if role == "销售代表" else "p1")
        name = SURNAMES[no % len(SURNAMES)] + GIVEN[no * 7 % len(GIVEN)]
        unit = "SW1" if role in ("销售代表", "销售主管") else "SW" if role == "销售经理" else "DEP"
        yield [f"p{no}", name, f"p{no}@example.com", f"138{no:08d}", unit, superior, role]


def products(number):
    for no in range(1, number + 1):
        category = CATEGORIES[no % len(CATEGORIES)][0]
        yield [f"P-{no:04d}", f"零件{no:04d}", f"{no % 90 + 10}×{no % 40 + 5}", "件", category, "", "13%"]


def costs(number):
    for no in range(1, number + 1):
        yield [f"P-{no:04d}", "", 40 + no % 50, 20, 3, 2]


def customers(number, reps):
    for no in range(1, number + 1):
        city, trade = CITIES[no % len(CITIES)], TRADES[no % len(TRADES)]
        where = "市内" if city == "重庆" else "市外"
        yield [f"{city}{no:03d}号{trade}有限公司", where, f"联系人{no}", f"139{no:08d}", reps[no % len(reps)]]


def name_of_customer(no):
    return f"{CITIES[no % len(CITIES)]}{no:03d}号{TRADES[no % len(TRADES)]}有限公司"


def invoices(number, customers_there, before):
    """Not paid yet, the oldest half overdue."""
    for no in range(1, number + 1):
        day = before - dt.timedelta(days=3 + no)
        due = day + dt.timedelta(days=30)
        yield [name_of_customer(no % customers_there + 1), f"{no:08d}", day, due, 1000 + no * 113.5]


def contracts(number):
    """Two lines each."""
    start = calendar.today() - dt.timedelta(days=100)
    for no in range(1, number + 1):
        for line in (1, 2):
            product = f"P-{no + line:04d}"
            end = start + dt.timedelta(days=365)
            yield [f"XS-{no:03d}", name_of_customer(no), start, end, product, 100 + line, 120 + no]


def orders(number):
    day = calendar.today()
    for no in range(1, number + 1):
        due = day + dt.timedelta(days=20)
        yield [
            f"SO-{no:03d}",
            name_of_customer(no),
            f"XS-{no:03d}",
            day - dt.timedelta(days=9),
            f"P-{no + 1:04d}",
            10,
            120 + no,
            due,
        ]


def prices(number):
    for no in range(1, number + 1):
        yield [f"P-{no:04d}", 100 + no % 70]


def sheets(*, staff=50, goods=500, firms=300, open_invoices=100, running=0, before=None, priced=0):
    """``[(name of the sheet, header, rows)]`` with headers as real files write them."""
    reps = [f"p{no}" for no in range(len(ROLES) + 1, staff + 1)]
    before = before or calendar.today()
    found = [
        ("组织", ["编码", "名称", "类型", "上级编码"], UNITS),
        ("人员", ["用户名", "姓名", "邮箱", "手机", "部门", "上级", "角色"], people(staff)),
        ("产品类别", ["编码", "类别名称", "上级编码"], CATEGORIES),
        ("产品", ["产品编码", "产品名称", "规格型号", "计量单位", "类别", "质量标准", "税率"], products(goods)),
        ("产品成本", ["产品编码", "生效日期", "原材料", "生产成本", "运输成本", "管理成本"], costs(goods)),
        ("客户", ["客户名称", "所在地", "联系人", "手机", "负责业务员"], customers(firms, reps)),
        (
            "期初余额（应收账款）",
            ["客户名称", "发票号码", "开票日期", "到期日", "价税合计"],
            invoices(open_invoices, firms, before),
        ),
    ]
    if priced:
        found.append(("价格", ["产品编码", "目录价"], prices(priced)))
    if running:
        found += [
            (
                "在执行合同",
                ["合同编号", "客户名称", "开始日期", "结束日期", "产品编码", "未交数量", "含税单价"],
                contracts(running),
            ),
            (
                "未结订单",
                ["订单编号", "客户名称", "合同编号", "订单日期", "产品编码", "未交数量", "含税单价", "交货日期"],
                orders(running),
            ),
        ]
    return found


def workbook(found):
    """The bytes of an .xlsx file of these sheets."""
    book = openpyxl.Workbook(write_only=True)
    for name, header, rows in found:
        sheet = book.create_sheet(name)
        sheet.append(header)
        for row in rows:
            sheet.append(list(row))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
