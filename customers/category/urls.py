from customers.category.views import CategoryCreate, CategoryEdit, CategoryList
from salesmgmt.core.web.urls import document_urls

urlpatterns = document_urls(
    "product-categories", "product-category", list=CategoryList, create=CategoryCreate, edit=CategoryEdit
)
