"""Pages of a list whose last page is not known, because nobody counts the table."""

from django.core.paginator import EmptyPage, PageNotAnInteger
from django_tables2.paginators import LazyPaginator


class Pages(LazyPaginator):
    """``get_page`` never fails: a page that is not there is the first."""

    def get_page(self, number):
        try:
            return self.page(number)
        except (EmptyPage, PageNotAnInteger):
            return self.page(1)
