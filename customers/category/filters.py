from customers.category.models import ProductCategory
from salesmgmt.core.web.filters import BaseFilterSet


class CategoryFilters(BaseFilterSet):
    class Meta:
        model = ProductCategory
        fields = ["parent"]
        search = ("code", "name")
