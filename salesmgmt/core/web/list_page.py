"""The page of a list."""

import copy

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View

from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.querysets import ScopedQuerySet, as_pk
from salesmgmt.core.registry import document_kind
from salesmgmt.core.state import require
from salesmgmt.core.web.bulk import MOST_ROWS, BulkPage
from salesmgmt.core.web.counting import COUNT_CAP, capped_count, counts
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.field_edit import bulk_edit, may_edit_some
from salesmgmt.core.web.list_opening import ListOpening
from salesmgmt.core.web.list_rows import ListRows
from salesmgmt.core.web.list_sums import SUMS, ListSums
from salesmgmt.core.web.paging import CountedRows, PagedRows, Pages
from salesmgmt.core.web.print_together import LABEL, may_print
from salesmgmt.core.web.rows import Row
from salesmgmt.core.web.shell import address_of

PAGE_SIZES = (20, 50, 100, 200)


class ListPage(ListRows, ListOpening, ListSums, BulkPage, View):
    """A list. Set ``model``, ``table_class``, ``filterset_class``, ``matrix_key`` and ``create_url``."""

    http_method_names = ["get", "post", "head", "options"]

    create_url = ""
    create_label = ""
    title = ""
    help_text = ""
    icon = ""
    template_name = "core/list.html"
    page_size = PAGE_SIZES[0]
    edit_fields = ()  # of the edit page's form: changed from the list, in one row or in many
    edit_url = ""  # of that page: <key>-edit by default
    links = ()  # [(label, url name, icon, can(user))]: further buttons, such as an import
    empty_title = ""
    empty_text = ""
    # The summary adds up more than a page should wait for: it comes as a part of the page once that stands.
    summary_later = False
    # So do the rows, where even the first of them are known only when all have been looked at.
    rows_later = False

    def get(self, request, *args, **kwargs):
        require(self.may_open(request.user))
        default = self._default_view(request)
        if default is not None:
            return redirect(f"{request.path}?{default.querystring}")
        if request.htmx and request.htmx.target == "list-summary":
            return render(request, "core/_summary.html", {"summary": self.summary(self._rows())})
        if request.htmx and request.htmx.target == "list-sums":
            return render(request, "core/_list_sums.html", {"sums": self.sums()})
        if not request.htmx:
            # Shown like filters that somebody chose, and taken away like them.
            request.GET = self._shown_query()
            if self.rows_later and not self._is_whole():
                return render(request, self.template_name, self._frame())
        template = "core/_list.html" if request.htmx and request.htmx.target == "list" else self.template_name
        return render(request, template, self.get_context_data())

    def _is_whole(self):
        """Nothing follows the page: asked for by a browser that runs no script."""
        return self.request.GET.get("rows") == "now"

    def _frame(self):
        """What stands around the rows of a list; they are fetched from ``rows_address``."""
        return {
            "view": self,
            "title": self.get_title(),
            "crumbs": self.get_crumbs(),
            "extra_links": self._links(),
            "create_address": self.get_create_address(),
            "rows_address": f"{self.request.path}?{self.request.GET.urlencode()}",
            "whole_address": self._whole_address(),
        }

    def _whole_address(self):
        query = copy.copy(self.request.GET)
        query["rows"] = "now"
        return f"{self.request.path}?{query.urlencode()}"

    def get_base_queryset(self):
        return self.base_queryset(self.request.user)

    def _rows(self, filterset=None):
        """What the list shows, of all pages."""
        if filterset is None:
            filterset = self.filterset(self.request.user, self.request.GET, self.get_base_queryset())
        return filterset.qs if filterset else self.get_base_queryset()

    def get_context_data(self, **extra):
        user, query = self.request.user, self.request.GET
        preference = self._preference(user)
        filterset = self.filterset(user, query, self.get_base_queryset())
        rows = self._rows(filterset)
        bulk = [action for action in self.get_bulk_actions() if action.can(user)]
        prints = may_print(self)
        table, page, number, size = self._page(rows, preference, selectable=bool(bulk) or prints)
        summary_later = self.summary_later and not self._is_whole()
        page.object_list = [Row(record, table) for record in page.object_list]
        table.page = page
        if may_edit_some(type(self), user):
            table.edit_fields = self.edit_fields
            table.edit_address = reverse("cell-edit", args=[self.key, 0, "field"])
        return {
            "view": self,
            "page": page,
            "table": table,
            "filterset": filterset,
            "more_filters": filterset.more_controls() if filterset else (),
            "page_size": size,
            "page_sizes": PAGE_SIZES,
            "total": capped_count(number),
            "bulk_actions": bulk,
            "most_rows": MOST_ROWS,
            # So many can be chosen at once, where that is more than the page shows.
            "beyond": min(number, MOST_ROWS) if number > size and size < MOST_ROWS else 0,
            "print_label": LABEL if prints else "",
            "title": self.get_title(),
            "crumbs": self.get_crumbs(),
            "presets": self._presets(),
            "list_key": self.key,
            "export_url": address_of("export-create") if self.may_export(user) else "",
            "summary": [] if summary_later else self.summary(rows),
            "summary_address": f"{self.request.path}?{query.urlencode()}" if summary_later else "",
            "whole_address": self._whole_address() if summary_later else "",
            "sums_choices": self.sums_choices(table),
            "sums_address": f"{self.request.path}?{query.urlencode()}" if query.get(SUMS) else "",
            "extra_links": self._links(),
            "querystring": self._filters_only(),
            "create_address": self.get_create_address(),
            **extra,
        }

    def _page(self, rows, preference, **kwargs):
        """``(table, page, number of rows, page size)``.

        Rows that are gathered by index or by a search and then sorted are counted along with the page, and so is what a deep
        page walks past: nothing else is to be read for it. The first pages of all others are walked to in their order, and
        the rows counted where the database finds them soonest.
        """
        user, query = self.request.user, self.request.GET
        size = self._page_size(preference)
        kwargs.update(chosen=preference.columns)
        gathered = bool(query.get("q")) or (isinstance(rows, ScopedQuerySet) and rows.is_gathered_for(user))
        is_deep = (as_pk(query.get("page")) or 1) * size > COUNT_CAP
        # Whoever sorts by a column that no index sorts by has the rows counted first: it is offered where they are few.
        sort = query.get("sort", "")
        if (gathered or is_deep) and (not sort or self.table_class.may_sort(sort)):
            table = self._table(rows, user, query, any_order=True, **kwargs)
            if CountedRows.serve(table.data.data):
                counted = CountedRows(table.data.data, COUNT_CAP + 1)
                page = Pages(counted, size).get_page(query.get("page"))
                if counted.number > COUNT_CAP:
                    table.keep_to_indexes()
                return table, page, counted.number, size
        [number] = counts([rows], COUNT_CAP + 1)
        few = number <= COUNT_CAP
        table = self._table(rows, user, query, any_order=few, **kwargs)
        paged = PagedRows(table.data.data, gathered=gathered and not few)
        return table, Pages(paged, size).get_page(query.get("page")), number, size

    def get_bulk_actions(self):
        return (*self.bulk_actions, *bulk_edit(type(self)))

    def summary(self, rows):
        """``[(label, value)]`` or ``[(label, value, address)]`` shown above the table, such as totals; one query at most."""
        return []

    def _page_size(self, preference):
        try:
            asked = int(self.request.GET.get("size", ""))
        except ValueError:
            asked = 0
        size = asked or preference.page_size or self.page_size
        return size if size in PAGE_SIZES else self.page_size

    def may_create(self):
        return bool(self.create_url) and (not self.matrix_key or may_at_all(self.request.user, self.matrix_key, "C"))

    def get_create_address(self):
        """Where the button "New" leads; "" for none."""
        return reverse(self.create_url) if self.may_create() else ""

    def _links(self):
        return [(label, reverse(name), icon) for label, name, icon, can in self.links if can(self.request.user)]

    def get_title(self):
        kind = document_kind(self.model)
        return self.title or (kind.label_plural if kind else self.model._meta.verbose_name_plural)

    def get_crumbs(self):
        return [Crumb(self.get_title())]
