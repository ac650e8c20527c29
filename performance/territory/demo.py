"""The demo company's product lines."""

from customers.category.models import ProductCategory
from performance.territory.keeping import create_line


def build(company):
    """One line for each of the highest classes of products with those below it; the two managers head them in turn."""
    roots = ProductCategory.objects.filter(parent__isnull=True).order_by("code")
    for place, root in enumerate(roots):
        below = ProductCategory.objects.filter(parent=root).order_by("code")
        head = (company.manager, company.manager2)[place % 2]
        create_line(company.director, [root, *below], name=f"{root.name}产品线", code=f"PL-{place + 1}", head=head)
