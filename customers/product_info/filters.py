"""What product documents, news and their recipients are filtered by."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.category.models import ProductCategory
from customers.product_info.models import NewsRecipient, ProductDocument, ProductNews
from salesmgmt.core.web.filters import BaseFilterSet, PersonFilter, StatusFilter


class DocumentFilters(BaseFilterSet):
    product_category = filters.ModelChoiceFilter(queryset=ProductCategory.objects.all(), label=_("product category"))
    topic = filters.ChoiceFilter(choices=ProductDocument.Topic.choices, label=_("topic"))
    status = StatusFilter(ProductDocument.Status)

    class Meta:
        model = ProductDocument
        fields = ["product_category", "topic", "status"]
        primary = ("product_category", "topic")


class NewsFilters(BaseFilterSet):
    status = StatusFilter(ProductNews.Status)
    kind = filters.ChoiceFilter(choices=ProductNews.Kind.choices, label=_("kind"))
    product_category = filters.ModelChoiceFilter(queryset=ProductCategory.objects.all(), label=_("product category"))

    class Meta:
        model = ProductNews
        fields = ["status", "kind", "product_category"]
        search = ("number", "headline", "product_name")


class RecipientFilters(BaseFilterSet):
    status = StatusFilter(NewsRecipient.Status)
    customer__owner = PersonFilter(label=_("responsible rep"))

    class Meta:
        model = NewsRecipient
        fields = ["status", "customer__owner"]
        search = ("customer__name",)
