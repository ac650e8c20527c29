from customers.category.models import ProductCategory
from salesmgmt.core.web.tables import BaseTable, DocumentLinkColumn


class CategoryTable(BaseTable):
    name = DocumentLinkColumn()

    class Meta(BaseTable.Meta):
        model = ProductCategory
        fields = ("code", "name", "parent")
