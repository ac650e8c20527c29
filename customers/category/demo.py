"""The demo company's product categories."""

from customers.category.models import ProductCategory

# code, name, code of the category it lies in
CATEGORIES = [
    ("AX", "车桥", None),
    ("AX-F", "前桥总成", "AX"),
    ("AX-R", "后桥总成", "AX"),
    ("KN", "转向节", None),
    ("BR", "制动部件", None),
    ("BR-D", "制动鼓", "BR"),
    ("DS", "传动轴", None),
    ("HB", "轮毂", None),
]


def build(company):
    """``company.categories``, {code: category}."""
    made = {}
    for code, name, parent in CATEGORIES:
        made[code] = ProductCategory.objects.create(code=code, name=name, parent=made.get(parent))
    company.categories = made
