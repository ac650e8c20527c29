"""Pages of a list whose last page is not known, because nobody counts the table."""

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import EmptyResultSet
from django.core.paginator import EmptyPage, PageNotAnInteger
from django.db import connections
from django.db.models.sql.where import WhereNode
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


class CountedRows:
    """A queryset to be leafed through and counted in one question: the keys of the page and how many rows there are, up to
    ``most``. Whom the rows belong to is asked once, not for the number and for the page; what a row shows is read by its key.
    ``number`` is known once a page has been asked for.
    """

    def __init__(self, rows, most):
        self.rows = rows
        self.most = most
        self.number = 0

    @staticmethod
    def serve(rows):
        """Whether a row of these is found again by its key alone: it stands for itself and hangs on no other."""
        query = rows.query
        grouped = query.distinct or query.group_by or query.combinator or query.is_sliced or query.extra
        windows = any(getattr(each, "contains_over_clause", False) for each in query.annotations.values())
        return not (grouped or windows)

    def __getitem__(self, part):
        keys = self._keys(part)
        found = self.rows.order_by()
        # Only these keys: the conditions by which they were found are not asked again.
        found.query.where = WhereNode()
        by_key = {row.pk: row for row in found.filter(pk__in=keys)} if keys else {}
        return [by_key[key] for key in keys if key in by_key]

    def _keys(self, part):
        try:
            sql, params = self.rows.values("pk")[: max(self.most, part.stop)].query.sql_with_params()
        except EmptyResultSet:
            return []
        words = f"SELECT COUNT(*), (array_agg(pk))[%s:%s] FROM ({sql}) found"  # noqa: S608  Django's own SQL, with parameters
        with connections[self.rows.db].cursor() as cursor:
            cursor.execute(words, [part.start + 1, part.stop, *params])
            number, keys = cursor.fetchone()
        self.number = min(number, self.most)
        return keys or []


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
