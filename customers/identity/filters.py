"""The search box of lists that are too large for a search column of their own."""

import django_filters as filters
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q
from django.db.models.constants import LOOKUP_SEP
from django.utils.translation import gettext_lazy as _

from customers.customer.models import Customer
from salesmgmt.core.web.filters import BaseFilterSet, end_of, found_for


class CustomerSearch(BaseFilterSet):
    """The box finds documents by the beginning of the texts of ``Meta.search``, and all of a customer by all his words where
    the reader sees him, else by his name: each of it by an index, whatever the number of rows."""

    q = filters.CharFilter(method="filter_text", label=_("Search"))

    @property
    def can_search(self):
        return True

    def filter_text(self, queryset, name, value):
        condition = Q()
        for rows in found_for(self.user, Customer, value, "name"):
            condition |= Q(customer__any_of=ArraySubquery(rows))
        for path in getattr(self._meta_class(), "search", ()):
            condition |= self._begins(path, value.strip())
        return queryset.filter(condition)

    def _begins(self, path, text):
        holder, _sep, name = path.rpartition(LOOKUP_SEP)
        begins = {f"{name}__startswith": text.upper() if name == "number" else text}
        if not holder:
            return Q(**begins)
        rows = end_of(self._meta.model, holder)._base_manager.filter(**begins).order_by().values("pk")
        return Q(**{f"{holder}__any_of": ArraySubquery(rows)})
