"""Pages of a list whose last page is not known, because nobody counts the table."""

from django.core.paginator import EmptyPage, PageNotAnInteger
from django_tables2.paginators import LazyPaginator

LONGEST_NUMBER = 9  # digits; beyond, the offset no longer fits PostgreSQL's bigint


class Pages(LazyPaginator):
    """``get_page`` never fails: a page that is not there is the first."""

    def get_page(self, number):
        if len(str(number)) > LONGEST_NUMBER:
            return self.page(1)
        try:
            return self.page(number)
        except (EmptyPage, PageNotAnInteger):
            return self.page(1)
