"""Filters of lists. They live in the address bar, so that a filtered list can be sent, saved and exported."""

import copy
import re
from functools import lru_cache
from typing import Any

import django_filters as filters
from crispy_forms.helper import FormHelper
from django import forms
from django.db import models
from django.db.models import Q
from django.db.models.constants import LOOKUP_SEP
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.models import User
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.search import Searchable
from salesmgmt.core.templatetags.salesmgmt import datefmt, filter_field
from salesmgmt.core.web.lookups import LookupField, LookupWidget


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class _RangeWidget(filters.widgets.SuffixedMultiWidget):
    template_name = "core/widgets/range.html"


def spoken(label):
    """For the screen reader: the visible label stands before both ends of a range and belongs to neither."""
    return {"aria-label": label}


class DateRangeWidget(_RangeWidget):
    suffixes = ["after", "before"]

    def __init__(self, attrs=None):
        super().__init__((DateInput(spoken(_("from"))), DateInput(spoken(_("to")))), attrs)

    def decompress(self, value):
        return [value.start, value.stop] if value else [None, None]


class DateRangeFilter(filters.DateFromToRangeFilter):
    """From and to, both days included: ``?day_after=2025-01-01&day_before=2025-01-31``."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"widget": DateRangeWidget, **kwargs})


class NumberRangeWidget(_RangeWidget):
    suffixes = ["min", "max"]

    def __init__(self, attrs=None):
        super().__init__((forms.NumberInput(spoken(_("from"))), forms.NumberInput(spoken(_("to")))), attrs)

    def decompress(self, value):
        return [value.start, value.stop] if value else [None, None]


class _MoneyRangeField(filters.fields.RangeField):
    """Both ends within what a column of the database can be compared with: 1e99999999 is nonsense and left out."""

    def __init__(self, *args, **kwargs):
        ends = (
            forms.DecimalField(max_digits=24, decimal_places=6),
            forms.DecimalField(max_digits=24, decimal_places=6),
        )
        super().__init__(ends, *args, **kwargs)


class MoneyRangeFilter(filters.RangeFilter):
    """``?amount_min=100&amount_max=2000``."""

    field_class = _MoneyRangeField

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"widget": NumberRangeWidget, **kwargs})


class WholeNumberFilter(filters.NumberFilter):
    """A year, a week, a score: digits alone, because the int() of -1e99999999 never ends."""

    field_class = forms.IntegerField


# The choice of a status filter that stands for everything that has not ended.
ALIVE = "alive"


class StatusFilter(filters.MultipleChoiceFilter):
    """One or several statuses, one ``status=`` each in the address. Takes the choices from the TextChoices class."""

    def __init__(self, status, *args, **kwargs):
        kwargs.setdefault("label", _("Status"))
        # A field of the row itself finds no row twice; DISTINCT would sort the whole table first.
        kwargs.setdefault("distinct", False)
        kwargs.setdefault("widget", forms.SelectMultiple(attrs={"data-enhance": "tags", "placeholder": _("All")}))
        super().__init__(*args, choices=status.choices, **kwargs)
        self.every = status.values

    def filter(self, qs, value):
        """``?status=alive``: whatever has not ended (``ENDED`` of the model). Said by what it may be and not by what it may not,
        because an index finds the few that go on and does not pass over the many that have ended."""
        if value and ALIVE in value:
            alive = [each for each in self.every if each in value or each not in qs.model.ENDED]
            return qs.filter(**{f"{self.field_name}__in": alive})
        return super().filter(qs, value)


class PersonWidget(LookupWidget):
    """A type-ahead with the chosen person as its only option: a page does not carry the whole company's names."""

    def __init__(self):
        super().__init__("anybody", attrs={"placeholder": _("All")})

    def optgroups(self, name, value, attrs=None):
        chosen = [pk for pk in map(as_pk, value) if pk is not None]
        people = User.objects.filter(pk__in=chosen) if chosen else ()
        self.choices = [("", ""), *((person.pk, str(person)) for person in people)]
        return super().optgroups(name, value, attrs)


class PersonFilter(filters.ModelChoiceFilter):
    """A person; ``?owner=me`` in a link is the reader himself."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("queryset", User.objects.all())
        kwargs.setdefault("widget", PersonWidget)
        super().__init__(*args, **kwargs)


class YesNoWidget(filters.widgets.BooleanWidget):
    def __init__(self, attrs=None):
        super().__init__(attrs)
        self.choices = (("", _("All")), ("true", _("yes")), ("false", _("no")))


def with_or_without(rows, found, wanted):
    """The answer of a yes-or-no filter: ``found`` of these rows for yes, all others of them for no."""
    return found if wanted else rows.exclude(pk__in=found.order_by().values("pk"))


# A signalling NaN cannot be compared or hashed; no filter means it.
NAN = re.compile(r"\s*[+-]?s?nan\d*\s*", re.IGNORECASE)


def without_nan(data):
    """The parameters without values that read as "not a number"."""
    if data is None or not any(NAN.fullmatch(value) for _name, values in data.lists() for value in values):
        return data
    data = data.copy()
    for name, values in list(data.lists()):
        data.setlist(name, [value for value in values if not NAN.fullmatch(value)])
    return data


def end_of(model, path):
    """The model at the end of a way: ``end_of(WriteOff, "doubtful__invoice")`` is Invoice; without a way, the model itself."""
    for part in path.split(LOOKUP_SEP) if path else ():
        model = model._meta.get_field(part).related_model
    return model


def found_for(user, model, text, name=""):
    """``[rows of a searchable record]`` that together are what this text finds for this person: by all its words among those
    that he sees, by the field ``name`` alone among the others, because his list shows it (a telephone number would tell whose
    document it is). Two parts and no OR: each of them is asked of what the search found, not of the whole table."""
    found = model._default_manager.search(text).order_by()
    if not hasattr(found, "visible_to"):
        return [found.values("pk")]
    parts = [found.visible_to(user)] if user is not None else []
    if name and not (parts and model._default_manager.visible_to(user).is_whole):
        parts.append(found.filter(**{f"{name}__icontains": text}))
    return [part.values("pk") for part in parts]


def _says(model, field, word, user):
    """The condition that ``field`` holds the word; of a record that is searchable itself, that it is found by it."""
    path, _dots, name = field.rpartition(LOOKUP_SEP)
    end = end_of(model, path)
    if not (path and issubclass(end, Searchable) and name in end.SEARCH_FIELDS):
        return Q(**{f"{field}__icontains": word})
    condition = Q()
    for rows in found_for(user, end, word, name):
        condition |= Q(**{f"{path}__in": rows})
    return condition


class LookupFilter(filters.Filter):
    """``LookupFilter("price_adjustment")``: a row of a registered look-up; what the reader may not see there filters nothing."""

    field_class = LookupField

    def __init__(self, key, **kwargs):
        super().__init__(key=key, **kwargs)


def _prepared(each, model):
    """A filter of a list of ``model``: what stands in its choices beside what it was declared with."""
    if isinstance(each, filters.BooleanFilter):
        each.extra.setdefault("widget", YesNoWidget)
    if isinstance(each, StatusFilter) and each.field_name == "status" and getattr(model, "ENDED", ()):
        each.extra["choices"] = [(ALIVE, _("Not ended")), *each.extra["choices"]]
    return each


def _is_fixed(each):
    """Whether an empty control of this filter is the same for everybody and every day: its choices are words of the
    program, not rows and not what a function gives."""
    if isinstance(each, PersonFilter):
        return each.extra["widget"] is PersonWidget
    asks = isinstance(each, (LookupFilter, filters.ModelChoiceFilter, filters.ModelMultipleChoiceFilter))
    return not asks and not callable(each.extra.get("choices"))


@lru_cache(maxsize=4096)
def _empty_control(declared, model, language):
    """The control of a filter nobody has filled in, with its label; put together once a language."""
    kind, name = declared
    each = _prepared(copy.deepcopy(kind.base_filters[name]), model)
    each.parent, each.model = None, model
    form = type("EmptyForm", (kind._meta.form,), {name: each.field})
    return filter_field(form(QueryDict())[name])


class BaseFilterSet(filters.FilterSet):
    """The base of every filter set.

    ``Meta.search = ("number", "customer__name")`` gives the search box ``q``: what hangs on a customer, an order, a product is found by
    all their words, pinyin and initials too. ``Meta.primary`` names the filters that stand beside it, the others are folded away.
    A queryset with ``search(text)`` is asked instead of ``Meta.search``.

    A list has up to twenty filters and is opened with one or none: ``filters`` and ``form`` are made of those that the address
    names and those whose choices are asked for; the controls of all others stand ready (``_empty_control``).
    """

    FILTER_DEFAULTS = {
        field: {**how, "filter_class": WholeNumberFilter} if issubclass(field, models.IntegerField) else how
        for field, how in filters.FilterSet.FILTER_DEFAULTS.items()
    }

    base_filters: dict[str, Any]  # all that are declared; on an instance those that are made
    q = filters.CharFilter(method="filter_search", label=_("Search"))

    def __init__(self, data=None, queryset=None, *, user=None, **kwargs):
        self.user = user
        data = self._with_me(without_nan(data), user)
        hidden = self.hidden_from(user)
        offered = {name: each for name, each in self.base_filters.items() if name not in hidden}
        # Of the instance alone: the base class copies what stands here, with all it holds.
        self.base_filters = {name: each for name, each in offered.items() if self._is_made(name, each, data)}
        super().__init__(data, queryset, **kwargs)
        if not self.can_search:
            offered.pop("q")
            self.filters.pop("q", None)
        self.names = list(offered)
        for each in self.filters.values():
            _prepared(each, self.queryset.model)

    @classmethod
    def hidden_from(cls, user):
        """The names of the filters that this person does not get."""
        return ()

    @staticmethod
    def _is_made(name, each, data):
        """A range is named by its two ends, all others by their name."""
        given = any(key == name or key.startswith(f"{name}_") for key in data or () if any(data.getlist(key)))
        return given or not _is_fixed(each)

    @property
    def form(self):
        form = super().form
        for name, field in form.fields.items():
            if isinstance(field, LookupField) and field.queryset is None:
                field.bind_user(self.user, form.data.get(name))
        return form

    @property
    def can_search(self):
        return bool(getattr(self._meta_class(), "search", ())) or hasattr(self.queryset, "search")

    @property
    def typed(self):
        """What stands in the search box."""
        return self.data.get("q", "")

    @classmethod
    def _meta_class(cls):
        return getattr(cls, "Meta", object)

    def _with_me(self, data, user):
        if data is None or user is None or "me" not in data.values():
            return data
        data = data.copy()
        for name, each in self.base_filters.items():
            if isinstance(each, filters.ModelChoiceFilter) and data.get(name) == "me":
                data[name] = str(user.pk)
        return data

    def filter_search(self, queryset, name, value):
        fields = getattr(self._meta_class(), "search", ())
        if hasattr(queryset, "search"):
            return queryset.search(value)
        for word in value.split():
            condition = Q()
            for field in fields:
                condition |= _says(queryset.model, field, word, self.user)
            queryset = queryset.filter(condition)
        return queryset

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper

    def _controls(self, names):
        """The filters of these names as HTML, each with its label."""
        kind, model, language = type(self), self.queryset.model, get_language()
        return [
            filter_field(self.form[name]) if name in self.filters else _empty_control((kind, name), model, language)
            for name in names
        ]

    @property
    def _primary(self):
        names = getattr(self._meta_class(), "primary", None)
        return self.names[:4] if names is None else names

    def controls(self):
        """All filters but the search box."""
        return self._controls(name for name in self.names if name != "q")

    def primary_controls(self):
        first = self._primary
        return self._controls(name for name in self.names if name != "q" and name in first)

    def more_controls(self):
        first = self._primary
        return self._controls(name for name in self.names if name != "q" and name not in first)

    def chips(self):
        """``[(label, text, [parameters to remove])]`` of what filters now."""
        if not self.form.is_bound:
            return []
        self.form.is_valid()
        found = []
        for name, value in self.form.cleaned_data.items():
            text = self._in_words(self.form.fields[name], value)
            if text and name != "q":
                suffixes = getattr(self.form.fields[name].widget, "suffixes", None)
                names = [f"{name}_{suffix}" for suffix in suffixes] if suffixes else [name]
                found.append((self.form.fields[name].label, text, ",".join(names)))
        return found

    @staticmethod
    def _in_words(field, value):
        if value in (None, "", []) or (hasattr(value, "exists") and not value):
            return ""
        if isinstance(value, slice):
            ends = [datefmt(end) if hasattr(end, "year") else end for end in (value.start, value.stop)]
            return "{} – {}".format(*("…" if end is None else end for end in ends))
        if isinstance(value, bool):
            return str(_("yes") if value else _("no"))
        # Not asked whether it is empty: the choices of a function have no length before they are walked.
        known = () if hasattr(field, "queryset") else getattr(field, "choices", ())
        choices = {str(key): label for key, label in known}
        values = value if isinstance(value, (list, tuple)) or hasattr(value, "exists") else [value]
        return ", ".join(str(choices.get(str(each), each)) for each in values)

    @property
    def is_filtering(self):
        return bool(self.chips()) or bool(self.form.is_bound and self.form.cleaned_data.get("q"))
