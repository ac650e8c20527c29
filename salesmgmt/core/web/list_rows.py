"""The rows and columns of a list, for its page and for its export alike."""

from django.http import QueryDict

from salesmgmt.core.models import ListPreference
from salesmgmt.core.permissions import may_at_all


def _own_order(rows, first):
    """Equal rows follow in the list's own order, so that none changes places between two pages; turned round where
    ``first``, which they are sorted by, is: so one index serves both directions. A list that begins with that column
    itself is turned round as a whole."""
    names = [name for name in rows.model._meta.ordering if isinstance(name, str)]
    names = names if {"pk", "-pk"} & set(names) else [*names, "-pk"]
    begins = names[0] if names[0].lstrip("-") == first.lstrip("-") else ""
    turned = first.startswith("-") != begins.startswith("-")
    return [name[1:] if name.startswith("-") else f"-{name}" for name in names] if turned else names


class ListRows:
    """Which rows of ``model`` a person sees, filtered and in order, in which columns, and what of it he may export."""

    model = None
    table_class = None
    filterset_class = None
    matrix_key = ""
    key = ""  # of saved views and exports; the document's KIND by default

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        kind = getattr(cls.model, "KIND", "")
        if cls.model is not None:
            cls.matrix_key = cls.matrix_key or kind
            if "key" not in cls.__dict__:
                cls.key = kind or cls.model._meta.model_name

    @classmethod
    def may_open(cls, user):
        return not cls.matrix_key or may_at_all(user, cls.matrix_key, "R")

    @classmethod
    def may_export(cls, user):
        return bool(cls.matrix_key) and may_at_all(user, cls.matrix_key, "E")

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
            first = str(ordering[0]) if table.order_by else ""
            table.data.data = table.data.data.order_by(*ordering, *_own_order(rows, first))
        return table

    @classmethod
    def _preference(cls, user):
        found = ListPreference.objects.filter(owner=user, list_key=cls.key).first()
        return found or ListPreference(owner=user, list_key=cls.key)
