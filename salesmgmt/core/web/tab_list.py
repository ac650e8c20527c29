"""A list inside the page of another document."""

from functools import cache

from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, resolve, reverse

from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.registry import document_kind
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.list_page import ListPage


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
