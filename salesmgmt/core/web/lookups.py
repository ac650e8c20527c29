"""Type-ahead fields: a JSON end point that finds, and a form field that accepts only what its user may see."""

from django import forms
from django.db.models import Q
from django.forms.models import ModelChoiceIterator
from django.http import Http404, JsonResponse
from django.urls import reverse

from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.registry import lookup
from salesmgmt.core.web.secrets import is_hidden

LIMIT = 20


def search_rows(queryset, text, search_fields):
    """Rows that match; a queryset with ``search(text)`` understands pinyin, others are searched by field."""
    if not text:
        return queryset
    if hasattr(queryset, "search"):
        return queryset.search(text)
    for word in text.split():
        condition = Q()
        for field in search_fields:
            condition |= Q(**{f"{field}__icontains": word})
        queryset = queryset.filter(condition)
    return queryset


def as_option(found, obj, user):
    """What a look-up tells of a row, without what this person may not see (roles.md, rule 3; SEC-03)."""
    return {
        "value": obj.pk,
        "text": str(found.label(obj)),
        "note": note_of(found, obj, user),
        "fills": fills_of(found, obj, user),
        "keeps": found.keeps,
    }


def fills_of(found, obj, user):
    """``{field: value}`` that a chosen row puts into the other fields, without what this person may not see."""
    fills = found.fills(obj, user) if found.fills else {}
    return {name: value for name, value in fills.items() if not is_hidden(user, type(obj), name)}


def fill_initial(form, user):
    """A form opened for a customer (``?customer=7``) begins as if he had been picked in it: what the chosen row fills is
    there, beside what the address says itself. ``form`` is unbound."""
    for name, field in list(form.fields.items()):
        found = lookup(field.key) if isinstance(field, LookupField) else None
        row = field.row_of(form.initial.get(name)) if found and found.keeps and form.initial.get(name) else None
        for other, value in (fills_of(found, row, user) if row else {}).items():
            if other in form.fields and value not in (None, "") and form.initial.get(other) in (None, ""):
                _begin_with(form, other, value)


def _begin_with(form, name, value):
    chosen = value["value"] if isinstance(value, dict) else value
    form.initial[name] = chosen
    if isinstance(form.fields[name], LookupField):
        form.fields[name].bind_user(form.user, chosen)


def note_of(found, obj, user):
    parts = [str(found.note(obj)) if found.note else ""]
    if found.amount and sees_prices(user):
        parts.append(f"{found.amount(obj):,.2f}")
    return " · ".join(filter(None, parts))


def parents_in(found, user, params):
    """``{name: pk}`` of the chosen rows by which a look-up is narrowed; None where one of them is out of scope.

    The one place where a parameter of a look-up becomes a row (SEC-01): a foreign customer, contract or order gives
    the same answer as one that does not exist.
    """
    chosen = {}
    for name, model in found.parents.items():
        pk = as_pk(params.get(name))
        if pk is None:
            continue
        rows = model._default_manager.all()
        rows = rows.visible_to(user) if hasattr(rows, "visible_to") else rows  # people are known to everybody
        if not rows.filter(pk=pk).exists():
            return None
        chosen[name] = pk
    return chosen


def lookup_view(request, key):
    """``/lookup/customer/?q=zqjx``: at most 20 rows of what this person may see."""
    found = lookup(key)
    if found is None:
        raise Http404
    chosen = parents_in(found, request.user, request.GET)
    if chosen is None:
        return JsonResponse({"items": []})
    rows = found.queryset_for(request.user)
    if found.narrow:
        rows = found.narrow(rows, chosen)
    return answered(request, found, rows)


def answered(request, found, rows):
    """What a type-ahead is told of these rows: those that match what was typed, at most LIMIT."""
    text = request.GET.get("q", "").strip()[:80]
    rows = found.search(rows, text) if found.search and text else search_rows(rows, text, found.search_fields)
    rows = rows.prefetch_related(*found.prefetch)[:LIMIT]
    return JsonResponse({"items": [as_option(found, row, request.user) for row in rows]})


class LookupWidget(forms.Select):
    """A select with only the chosen option; the page's script makes it a type-ahead."""

    def __init__(self, key, depends=(), attrs=None):
        super().__init__(attrs)
        self.key, self.depends, self.address = key, depends, ""

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return {
            **attrs,
            "data-enhance": "lookup",
            "data-lookup": self.address or reverse("lookup", args=[self.key]),
            "data-depends": " ".join(self.depends),
        }


class _ChosenOnly(ModelChoiceIterator):
    """The empty choice and the chosen one, instead of the whole table."""

    def __iter__(self):
        yield ("", self.field.empty_label or "")
        chosen = self.field.chosen
        row = self.field.row_of(chosen)
        if row is not None:
            yield self.choice(row)


class LookupField(forms.ModelChoiceField):
    """``LookupField("customer")``: type-ahead over a registered look-up.

    ``depends=("customer",)`` sends the values of these fields of the same form along, for the look-up's ``narrow``.
    """

    iterator = _ChosenOnly

    def __init__(self, key, *, depends=(), **kwargs):
        self.key, self.chosen, self.known = key, None, None
        kwargs.setdefault("empty_label", "")
        kwargs.setdefault("widget", LookupWidget(key, depends))
        super().__init__(queryset=None, **kwargs)

    def label_from_instance(self, obj):
        return str(lookup(self.key).label(obj))

    def bind_user(self, user, chosen=None):
        """Called by BaseForm: from here on the field knows whose rows it accepts."""
        self.queryset = lookup(self.key).queryset_for(user)
        self.chosen = getattr(chosen, "pk", chosen)
        self.widget.choices = self.choices

    def found_at(self, address):
        """The type-ahead asks there, where the document at hand decides who may be chosen."""
        self.widget.address = address

    def row_of(self, value):
        """The row behind a value, None where this person may not choose it."""
        pk = as_pk(value)
        if pk is None:
            return None
        return self.queryset.filter(pk=pk).first() if self.known is None else self.known.get(pk)

    def to_python(self, value):
        if self.known is None or value in self.empty_values:
            return super().to_python(value)
        row = self.row_of(value)
        if row is None:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return row


def share_rows(rows_of_forms):
    """Many forms of one class ask for what they have chosen together: one query for each field, not one for each row."""
    names = (
        [name for name, field in rows_of_forms[0].fields.items() if isinstance(field, LookupField)]
        if rows_of_forms
        else []
    )
    for name in names:
        fields = [form.fields[name] for form in rows_of_forms]
        chosen = {as_pk(field.chosen) for field in fields} - {None}
        known = {row.pk: row for row in fields[0].queryset.filter(pk__in=chosen)} if chosen else {}
        for field in fields:
            field.known = known
