"""Pages of the product categories, without which products, price rules, skills and complaints have none to choose."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.category.filters import CategoryFilters
from customers.category.forms import CategoryForm
from customers.category.keeping import create_category, update_category
from customers.category.models import ProductCategory
from customers.category.permissions import can_keep_categories
from customers.category.tables import CategoryTable
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.lists import ListPage


class CategoryList(ListPage):
    model = ProductCategory
    key = "product-category"
    title = gettext_lazy("Product categories")
    icon = "category"
    table_class = CategoryTable
    filterset_class = CategoryFilters
    create_url = "product-category-create"
    empty_title = gettext_lazy("No product categories yet")
    empty_text = gettext_lazy("Products, price rules, skills and complaints are sorted by them.")

    @classmethod
    def base_queryset(cls, user):
        return ProductCategory.objects.select_related("parent")

    @classmethod
    def may_open(cls, user):
        return can_keep_categories(user)

    @classmethod
    def may_export(cls, user):
        return False

    def may_create(self):
        return bool(can_keep_categories(self.request.user))


class CategoryPage:
    model = ProductCategory
    form_class = CategoryForm

    def check_may(self, obj):
        require(can_keep_categories(self.request.user))

    def get_success_url(self, document):
        return reverse("product-category-list")

    def get_cancel_url(self, obj):
        return reverse("product-category-list")

    def get_crumbs(self, obj):
        return [Crumb(_("Product categories"), reverse("product-category-list")), Crumb(self.get_title())]


class CategoryCreate(CategoryPage, CreatePage):
    title = gettext_lazy("New product category")
    create = create_category


class CategoryEdit(CategoryPage, EditPage):
    update = update_category

    def get_object(self):
        return get_object_or_404(ProductCategory, pk=self.kwargs["pk"])
