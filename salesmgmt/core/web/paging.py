"""Pages of a list whose last page is not known, because nobody counts the table."""

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import EmptyPage, PageNotAnInteger
from django_tables2.paginators import LazyPaginator

# A database walks over every row before the page it is asked for. Whoever has leafed so far wants a filter.
DEEPEST_ROW = 10_000


class PagedRows:
    """A queryset to be leafed through: the rows before a page are passed over by their keys alone, without working out
    what each row shows beside its own columns. So are rows that are ``gathered`` by index and then sorted, all of them for one page.
    """

    def __init__(self, rows, gathered=False):
        self.rows = rows
        self.gathered = gathered

    def __getitem__(self, part):
        query = self.rows.query
        if not (part.start or self.gathered) or query.distinct or query.group_by or query.combinator:
            return self.rows[part]
        # As a list that is read first: joined, the planner would look through the whole table again for want of better numbers.
        return self.rows.filter(pk__any_of=ArraySubquery(self.rows.values("pk")[part]))


class Pages(LazyPaginator):
    """``get_page`` never fails: a page that is not there, or deeper than anybody leafs, is the first."""

    @property
    def deepest(self):
        """The last page that is offered."""
        return max(DEEPEST_ROW // self.per_page, 1)

    def get_page(self, number):
        try:
            number = self.validate_number(number or 1)
            page = self.page(number if number <= self.deepest else 1)
        except (EmptyPage, PageNotAnInteger):
            page = self.page(1)
        page.is_cut_off = page.number >= self.deepest and page.has_next()
        if page.is_cut_off:
            self._num_pages = page.number
        return page
