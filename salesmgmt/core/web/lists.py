"""List pages: a few lines on one base (docs/adding-a-document.md)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View

from salesmgmt.core.models import ListPreference, SavedView
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.registry import document_kind
from salesmgmt.core.state import require
from salesmgmt.core.web.bulk import BulkAction, BulkPage
from salesmgmt.core.web.counting import COUNT_CAP, capped_count, counts
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.filters import ALIVE, BaseFilterSet, StatusFilter
from salesmgmt.core.web.paging import PagedRows, Pages
from salesmgmt.core.web.rows import Row
from salesmgmt.core.web.shell import address_of
from salesmgmt.core.web.tables import BaseTable

__all__ = ["BaseFilterSet", "BaseTable", "BulkAction", "ListPage", "Preset", "TabList", "capped_count"]

PAGE_SIZES = (20, 50, 100, 200)
# Parameters of the address that are not filters.
OWN_PARAMETERS = ("page", "sort", "size", "view")


@dataclass(frozen=True)
class Preset:
    """A ready-made filter, shown as a tab above the list; the query "" is the whole list."""

    label: Any
    query: str
    can: Callable | None = None


def _own_order(rows, backwards):
    """Equal rows follow in the list's own order, so that none changes places between two pages; backwards where the
    sort is backwards, so that one index serves both directions."""
    names = [name for name in rows.model._meta.ordering if isinstance(name, str)]
    names = names if {"pk", "-pk"} & set(names) else [*names, "-pk"]
    return [name[1:] if name.startswith("-") else f"-{name}" for name in names] if backwards else names


class ListPage(BulkPage, View):
    """A list. Set ``model``, ``table_class``, ``filterset_class``, ``matrix_key`` and ``create_url``."""

    http_method_names = ["get", "post", "head", "options"]

    model = None
    table_class = None
    filterset_class = None
    matrix_key = ""
    create_url = ""
    create_label = ""
    key = ""  # of saved views and exports; the document's KIND by default
    title = ""
    help_text = ""
    icon = ""
    template_name = "core/list.html"
    bulk_actions = ()
    presets = ()
    opens_on = None  # the filters of the list as it opens; by default what has not ended (ENDED of the model)
    page_size = PAGE_SIZES[0]
    links = ()  # [(label, url name, icon, can(user))]: further buttons, such as an import
    empty_title = ""
    empty_text = ""

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        kind = getattr(cls.model, "KIND", "")
        if cls.model is not None:
            cls.matrix_key = cls.matrix_key or kind
            if "key" not in cls.__dict__:
                cls.key = kind or cls.model._meta.model_name

    # -- rows ----------------------------------------------------------------------------------------------

    @classmethod
    def base_queryset(cls, user):
        """The rows this person may see. Extend it with select_related and annotations."""
        return cls.model.objects.visible_to(user)

    @classmethod
    def exportable(cls, queryset, user):
        """Only what the matrix lets this person export."""
        if not cls.may_export(user):
            return queryset.none()
        allowed = cls.model.objects.within(user, "E")
        # Who may export everything needs no look at each row.
        return queryset if allowed.is_whole else queryset.filter(pk__in=allowed.values("pk"))

    @classmethod
    def filterset(cls, user, querydict, queryset=None):
        queryset = cls.base_queryset(user) if queryset is None else queryset
        return cls.filterset_class(querydict, queryset, user=user) if cls.filterset_class else None

    @classmethod
    def queryset_for(cls, user, querydict):
        """What an export of this list contains: the same filters and order, in this person's scope (SEC-07)."""
        querydict = QueryDict(querydict) if isinstance(querydict, str) else querydict
        found = cls.filterset(user, querydict)
        rows = cls.exportable(found.qs if found else cls.base_queryset(user), user)
        return cls._table(rows, user, querydict, any_order=True).data.data

    @classmethod
    def export_columns(cls, user, names=None, rows=()):
        """``[ExportColumn]`` of the columns this person has on his screen, or of ``names``; with paths for ``rows``."""
        chosen = names or cls._preference(user).columns
        return cls.table_class(rows, user=user, chosen=chosen).export_columns()

    @classmethod
    def _table(cls, rows, user, querydict, *, any_order, **kwargs):
        sort = querydict.get("sort", "")
        # None is the order the table names itself; an empty text would be none at all.
        order = sort if sort and cls.table_class.may_sort(sort, any_order) else None
        table = cls.table_class(rows, user=user, order_by=order, any_order=any_order, **kwargs)
        ordering = table.data.data.query.order_by or rows.model._meta.ordering
        if not {"pk", "-pk", "id", "-id"} & {str(name) for name in ordering}:
            backwards = str(next(iter(table.order_by or ()), "")).startswith("-")
            table.data.data = table.data.data.order_by(*ordering, *_own_order(rows, backwards=backwards))
        return table

    @classmethod
    def _preference(cls, user):
        found = ListPreference.objects.filter(owner=user, list_key=cls.key).first()
        return found or ListPreference(owner=user, list_key=cls.key)

    # -- who may -------------------------------------------------------------------------------------------

    @classmethod
    def may_open(cls, user):
        return not cls.matrix_key or may_at_all(user, cls.matrix_key, "R")

    @classmethod
    def may_export(cls, user):
        return bool(cls.matrix_key) and may_at_all(user, cls.matrix_key, "E")

    def may_create(self):
        return bool(self.create_url) and (not self.matrix_key or may_at_all(self.request.user, self.matrix_key, "C"))

    def get_create_address(self):
        """Where the button "New" leads; "" for none."""
        return reverse(self.create_url) if self.may_create() else ""

    # -- page ----------------------------------------------------------------------------------------------

    def get(self, request, *args, **kwargs):
        require(self.may_open(request.user))
        default = self._default_view(request)
        if default is not None:
            return redirect(f"{request.path}?{default.querystring}")
        if not request.GET and not request.htmx and self.opening():
            # Shown like filters that somebody chose, and taken away like them.
            request.GET = QueryDict(self.opening())
        template = "core/_list.html" if request.htmx and request.htmx.target == "list" else self.template_name
        return render(request, template, self.get_context_data())

    @classmethod
    def opening(cls):
        """The filters with which the list opens when its address names none; "" for the whole list."""
        if cls.opens_on is not None:
            return cls.opens_on
        status = cls.filterset_class.base_filters.get("status") if cls.filterset_class else None
        ends = isinstance(status, StatusFilter) and getattr(cls.model, "ENDED", ())
        return f"status={ALIVE}" if ends else ""

    def _default_view(self, request):
        if request.GET or request.htmx:
            return None
        return next((view for view in self.saved_views if view.is_default and view.querystring), None)

    @cached_property
    def saved_views(self):
        return list(SavedView.objects.filter(owner=self.request.user, list_key=self.key))

    def get_base_queryset(self):
        return self.base_queryset(self.request.user)

    def get_context_data(self, **extra):
        user, query = self.request.user, self.request.GET
        preference = self._preference(user)
        filterset = self.filterset(user, query, self.get_base_queryset())
        rows = filterset.qs if filterset else self.get_base_queryset()
        bulk = [action for action in self.bulk_actions if action.can(user)]
        [number] = counts([rows], COUNT_CAP + 1)
        few = number <= COUNT_CAP
        table = self._table(rows, user, query, any_order=few, chosen=preference.columns, selectable=bool(bulk))
        size = self._page_size(preference)
        page = Pages(PagedRows(table.data.data), size).get_page(query.get("page"))
        page.object_list = [Row(record, table) for record in page.object_list]
        table.page = page
        return {
            "view": self,
            "page": page,
            "table": table,
            "filterset": filterset,
            "page_size": size,
            "page_sizes": PAGE_SIZES,
            "total": capped_count(number),
            "bulk_actions": bulk,
            "title": self.get_title(),
            "crumbs": self.get_crumbs(),
            "presets": self._presets(),
            "list_key": self.key,
            "export_url": address_of("export-create") if self.may_export(user) else "",
            "summary": self.summary(rows),
            "extra_links": self._links(),
            "querystring": self._filters_only(),
            "create_address": self.get_create_address(),
            **extra,
        }

    def summary(self, rows):
        """``[(label, value)]`` shown above the table, such as totals; one query at most."""
        return []

    def _page_size(self, preference):
        try:
            asked = int(self.request.GET.get("size", ""))
        except ValueError:
            asked = 0
        size = asked or preference.page_size or self.page_size
        return size if size in PAGE_SIZES else self.page_size

    def _filters_only(self):
        query = self.request.GET.copy()
        for name in OWN_PARAMETERS:
            if name != "sort":
                query.pop(name, None)
        return query.urlencode()

    def _presets(self):
        current = self._filters_only()
        shown = [preset for preset in self.presets if preset.can is None or preset.can(self.request.user)]
        if shown and self.opening() and not any(preset.query == self.opening() for preset in shown):
            shown.insert(0, Preset(_("Not ended"), self.opening()))
        return [(preset.label, preset.query, QueryDict(preset.query) == QueryDict(current)) for preset in shown]

    def _links(self):
        return [(label, reverse(name), icon) for label, name, icon, can in self.links if can(self.request.user)]

    def get_title(self):
        kind = document_kind(self.model)
        return self.title or (kind.label_plural if kind else self.model._meta.verbose_name_plural)

    def get_crumbs(self):
        return [Crumb(self.get_title())]


@cache
def creates(kind, field):
    """The name of the page on which a document of ``kind`` is created and that asks for ``field``; "" where none is."""
    name = f"{kind.replace('_', '-')}-create"
    try:
        view = resolve(reverse(name)).func
    except NoReverseMatch:  # made by an act on another document, or under its address
        return ""
    form = getattr(getattr(view, "view_class", None), "form_class", None)
    return name if form is not None and field in form.base_fields else ""


class TabList(ListPage):
    """A list inside another document's page: ``/customers/7/orders/``, registered with ``register_tab``.

    ``parent`` is the DetailPage of the document, ``parent_field`` the path from the row to it. A tab whose kind of
    document has a page of its own to be created on creates, with the parent filled in; ``create_url = None`` where rows
    come about otherwise.
    """

    parent = None
    parent_field = ""
    opens_on = ""  # the whole history of the document
    template_name = "core/tab_list.html"

    def dispatch(self, request, *args, **kwargs):
        parent = self.parent.queryset(request.user) if request.user.is_authenticated else None
        self.parent_object = get_object_or_404(parent, pk=kwargs["pk"]) if parent is not None else None
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        return super().get_base_queryset().filter(**{self.parent_field: self.parent_object.pk})

    @classmethod
    def filterset(cls, user, querydict, queryset=None):
        parent = as_pk(querydict.get("parent"))
        if queryset is None and parent is not None:
            queryset = cls.base_queryset(user).filter(**{cls.parent_field: parent})
        return super().filterset(user, querydict, queryset)

    def _filters_only(self):
        query = QueryDict(super()._filters_only(), mutable=True)
        query["parent"] = self.parent_object.pk
        return query.urlencode()

    def get(self, request, *args, **kwargs):
        if request.htmx and request.htmx.target == "tab-body":
            self.template_name = "core/_tab_list.html"
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **extra):
        page = self.parent(request=self.request)
        shell = page.shell(self.parent_object, active_tab=self.request.resolver_match.url_name)
        return super().get_context_data(**{**shell, "crumbs": self.get_crumbs(), **extra})

    def may_create(self):
        key = self.matrix_key
        return bool(self._create_url()) and (not key or may_at_all(self.request.user, key, "C"))

    def get_create_address(self):
        """A new row belongs to the document whose tab this is."""
        return f"{reverse(self._create_url())}?{self.parent_field}={self.parent_object.pk}" if self.may_create() else ""

    def _create_url(self):
        if self.create_url is None:
            return ""
        return self.create_url or creates(getattr(self.model, "KIND", ""), self.parent_field)

    def get_crumbs(self):
        kind = document_kind(self.parent.model)
        trail = [Crumb(kind.label_plural, kind.list_address())] if kind else []
        return [*trail, Crumb(str(self.parent_object), self.parent_object.get_absolute_url()), Crumb(self.get_title())]
