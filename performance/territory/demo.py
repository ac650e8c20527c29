"""The demo company's product lines."""

from customers.category.models import ProductCategory
from performance.territory.keeping import create_line


def build(company):
    """Two lines over the first classes of products, each with its head."""
    roots = list(ProductCategory.objects.filter(parent__isnull=True).order_by("code"))
    for name, code, head, part in (
        ("制动系统", "PL-A", company.manager, roots[:1]),
        ("转向与底盘", "PL-B", company.manager2, roots[1:]),
    ):
        if part:
            create_line(company.director, with_children(part), name=name, code=code, head=head)


def with_children(categories):
    return [*categories, *ProductCategory.objects.filter(parent__in=categories).order_by("code")]
