"""Who buys and who sells: 300 people in a tree of units, customers with real-looking Chinese names, products."""

import io
import random
from itertools import islice, product

from django.db import connection
from stdnum.cn import uscc

from customers.category.models import ProductCategory
from customers.contact.models import Contact
from customers.customer.models import Customer, CustomerOwnerHistory
from customers.evaluation.models import CustomerEvaluation
from customers.scheme.models import EvaluationScheme
from pricing.cost.models import ProductCost
from pricing.price_list.models import PriceList, PriceListItem
from pricing.product.models import Product
from salesmgmt.bench.rows import execute, insert, set_sequences
from salesmgmt.core.calendar import add_months, today
from salesmgmt.core.models import CompanyProfile, Unit, User
from salesmgmt.core.permissions import Role
from salesmgmt.core.search import pinyin_key, vector

CITIES = [
    "重庆",
    "成都",
    "贵阳",
    "昆明",
    "武汉",
    "长沙",
    "南京",
    "杭州",
    "苏州",
    "宁波",
    "合肥",
    "济南",
    "青岛",
    "郑州",
    "西安",
    "太原",
    "沈阳",
    "长春",
    "广州",
    "深圳",
    "东莞",
    "佛山",
    "厦门",
    "福州",
    "南昌",
]
FIRST = [
    "华",
    "恒",
    "瑞",
    "盛",
    "鼎",
    "泰",
    "金",
    "永",
    "嘉",
    "德",
    "信",
    "宏",
    "伟",
    "远",
    "凯",
    "博",
    "中",
    "新",
    "东",
    "安",
    "立",
    "天",
    "江",
    "海",
    "云",
]
SECOND = [
    "达",
    "通",
    "源",
    "力",
    "丰",
    "和",
    "兴",
    "顺",
    "隆",
    "诚",
    "锐",
    "航",
    "峰",
    "润",
    "腾",
    "越",
    "昌",
    "阳",
    "康",
    "明",
    "创",
    "联",
    "邦",
    "驰",
    "特",
]
TRADES = ["汽车部件", "机械", "制动系统", "农业装备", "专用车", "轨道装备", "模具", "电机", "液压", "建材"]
FORMS = ["有限公司", "有限责任公司", "股份有限公司"]
REGIONS, TEAMS_EACH = 5, 10  # fifty supervisors: so many people decide at once in the measurement
PASSWORD = "bench-only"  # noqa: S105  of a database that is made for one measurement
# Which accounts the pages are measured with.
ACCOUNTS = {"rep": "bench-rep-1", "manager": "bench-mgr-1", "finance": "bench-fin-1", "gm": "bench-gm"}


def people(number, password):
    """``number`` users: a general manager, a director, a manager a region, a supervisor a team, departments, reps."""
    CompanyProfile.objects.get_or_create(pk=1, defaults={"full_name": "测试机械股份有限公司"})
    root = _unit("bench-hq", "测试机械股份有限公司", Unit.Kind.COMPANY, None)
    gm = _user("bench-gm", "周总", Role.GM, root, None, password)
    director = _user("bench-dir", "林总监", Role.DIR, root, gm, password)
    fixed = [gm, director]
    for place, role in enumerate(
        (Role.FIN, Role.LEG, Role.TEC, Role.QA, Role.PROD, Role.LOG, Role.WH, Role.PLN, Role.CMG, Role.SVC, Role.ADM)
    ):
        unit = _unit(f"bench-dep-{place}", str(role.label), Unit.Kind.DEPARTMENT, root)
        fixed.append(_user(f"bench-{role.value}-1", f"{role.label}一", role, unit, gm, password))
    supervisors = []
    for region in range(1, REGIONS + 1):
        area = _unit(f"bench-r{region}", f"第{region}大区", Unit.Kind.REGION, root)
        manager = _user(f"bench-mgr-{region}", f"经理{region}", Role.MGR, area, director, password)
        fixed.append(manager)
        for team in range(1, TEAMS_EACH + 1):
            unit = _unit(f"bench-r{region}t{team}", f"第{region}大区{team}组", Unit.Kind.TEAM, area)
            supervisors.append(
                _user(f"bench-sup-{region}-{team}", f"主管{region}{team}", Role.SUP, unit, manager, password)
            )
    reps = max(number - len(fixed) - len(supervisors), len(supervisors))
    return [
        _user(f"bench-rep-{place + 1}", f"销售{place + 1}", Role.REP, boss.unit, boss, password)
        for place in range(reps)
        for boss in [supervisors[place % len(supervisors)]]
    ]


def _unit(code, name, kind, parent):
    unit = Unit.objects.create(code=code, name=name, kind=kind, parent=parent)
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    return unit


def _user(username, name, role, unit, superior, password):
    return User.objects.create(
        username=username,
        name=name,
        roles=[role],
        unit=unit,
        superior=superior,
        password=password,
        email=f"{username}@example.com",
    )


def names(count, seed=7):
    """That many different company names, in an order of their own."""
    chance = random.Random(seed)
    cities, firsts, seconds, trades = list(CITIES), list(FIRST), list(SECOND), list(TRADES)
    for words in (cities, firsts, seconds, trades):
        chance.shuffle(words)
    rows = product(FORMS, seconds, firsts, trades, cities)
    return [f"{city}{first}{second}{trade}{form}" for form, second, first, trade, city in islice(rows, count)]


def customers(count, reps):
    """Customers by COPY: what they are found by is made in Python, as the program itself does it."""
    buffer = io.StringIO()
    for number, name in enumerate(names(count), start=1):
        rep = reps[(number - 1) % len(reps)]  # the first rep has the busiest customer
        number_text = f"CUS-2024-{number:06d}"
        grade = "ABBCCD"[number % 6]
        base = f"91500112MA{number:07d}"
        row = (
            number,
            number_text,
            name,
            name[:4],
            base + uscc.calc_check_digit(base),
            rep.pk,
            rep.unit.parent_id,
            grade,
            "local" if number % 3 else "remote",
            vector(name, name[:4], number_text),
            pinyin_key(name),
        )
        buffer.write("\t".join(str(value) for value in row) + "\n")
    buffer.seek(0)
    columns = (
        "id bigint, number text, name text, short_name text, credit_code text, owner_id bigint, region_id bigint, "
    )
    columns += "grade text, location_type text, search tsvector, sort_key text"
    execute(f"CREATE TEMP TABLE bench_customer ({columns})")
    with connection.cursor() as cursor:
        cursor.copy_expert("COPY bench_customer FROM STDIN", buffer)
    insert(
        Customer,
        "bench_customer c",
        id="id",
        number="number",
        name="name",
        name_key="name",
        short_name="short_name",
        credit_code="credit_code",
        owner_id="owner_id",
        created_by_id="owner_id",
        region_id="region_id",
        grade="grade",
        location_type="location_type",
        search="search",
        sort_key="sort_key",
        status="'active'",
        payment_term_days="30",
        payment_pct="80",
        created_at="now() - interval '2 years'",
    )
    insert(
        Contact,
        "bench_customer c",
        customer_id="id",
        name="'联系人' || mod(id, 97)",
        is_primary="true",
        phone="'13' || lpad(mod(id * 7919, 1000000000)::text, 9, '0')",
    )
    insert(CustomerOwnerHistory, "bench_customer c", customer_id="id", to_user_id="owner_id", changed_by_id="owner_id")
    insert(
        CustomerEvaluation,
        "bench_customer c",
        number="'EVA-B-' || id",
        created_by_id="owner_id",
        status="'approved'",
        customer_id="id",
        scheme_id=str(EvaluationScheme.objects.latest("pk").pk),
        occasion="'quarterly'",
        total="36",
        grade="grade",
        approved_on="current_date - mod(id, 60)::integer",
    )
    set_sequences(Customer)


def products(count):
    """Products with a price in the list in force, and a cost that was raised twice in five years."""
    category = ProductCategory.objects.get_or_create(code="BENCH", defaults={"name": "制动系统"})[0]
    made = [
        Product.objects.create(
            code=f"B-{number:05d}",
            name=f"制动总成 {number}",
            spec=f"Φ{20 + number % 300}",
            unit="套",
            category=category,
        )
        for number in range(1, count + 1)
    ]
    price_list = PriceList.objects.filter(status="in_force").first() or PriceList.objects.create(
        number="JG-BENCH", name="价目表", version=1, valid_from="2020-01-01", status="in_force"
    )
    PriceListItem.objects.bulk_create(
        [PriceListItem(price_list=price_list, product=each, price=50 + each.pk % 400) for each in made]
    )
    # Below the 100 yuan net of every line: what is sold at a loss needs a special discount before anything else.
    ProductCost.objects.bulk_create(
        [
            ProductCost(product=each, valid_from=add_months(today(), -back), material=30 + each.pk % 55 + place * 5)
            for each in made
            for place, back in enumerate((72, 40, 10))
        ]
    )
    return made
