"""One English for what stands by itself: a choice, a button, an entry of a menu, a heading begins with a capital and is written on as a
sentence is ("New quote"). Names of fields are written small, to stand in sentences; where they are labels, the page, the option or
the file writes the first letter large."""

import dataclasses
import inspect
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import django_filters
import pytest
from django import forms
from django.apps import apps
from django.urls import get_resolver
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.generic.base import View

from salesmgmt.core.output.xlsx import Column, headers
from salesmgmt.core.registry import _registry, list_pages

OURS = ("salesmgmt", "customers", "pricing", "contracts", "orders", "performance")
# What is a name in the middle of a sentence too.
NAMES = {
    "Bank",
    "China",
    "Chinese",
    "Construction",
    "Merchants",
    "Communications",
    "Commercial",
    "Excel",
    "Word",
    "Monday",
}
NAMES |= {"Traditional", "Simplified"}


def flat(choices: Iterable) -> Iterator:
    for _key, label in choices:
        if isinstance(label, (list, tuple)):
            yield from flat(label)
        else:
            yield label


def below(cls: type) -> Iterator[type]:
    for sub in cls.__subclasses__():
        if sub.__module__.split(".")[0] in OURS:
            yield sub
        yield from below(sub)


def choices_of_models() -> Iterator[tuple[str, Any]]:
    for model in apps.get_models():
        if model.__module__.split(".")[0] in OURS:
            for field in model._meta.concrete_fields:
                yield from ((f"{model._meta.label}.{field.name}", label) for label in flat(field.choices or ()))


def choices_of_forms() -> Iterator[tuple[str, Any]]:
    for form in below(forms.BaseForm):
        for name, field in getattr(form, "base_fields", {}).items():
            given = [] if isinstance(field, forms.ModelChoiceField) else flat(list(getattr(field, "choices", ())))
            yield from ((f"{form.__qualname__}.{name}", label) for label in given)
            yield f"{form.__qualname__}.{name}", getattr(field, "empty_label", None)


def choices_of_filters() -> Iterator[tuple[str, Any]]:
    for filters in below(django_filters.FilterSet):
        for name, each in filters.base_filters.items():
            choices = each.extra.get("choices") or ()
            given = () if callable(choices) else flat(choices)
            yield from ((f"{filters.__qualname__}.{name}", label) for label in given)
            yield f"{filters.__qualname__}.{name}", each.extra.get("empty_label")


def words_of_pages() -> Iterator[tuple[str, Any]]:
    assert get_resolver().url_patterns  # all views are loaded
    for view in {*below(View), *list_pages()}:
        for name in ("title", "label", "submit_label"):
            found = inspect.getattr_static(view, name, None)
            if isinstance(found, (str, Promise)):
                yield f"{view.__module__}.{view.__qualname__}.{name}", found


def registered(found: Any) -> Iterator[tuple[str, Any]]:
    """The labels of everything that the rooms tell core: menu, buttons, tabs, tiles, cards, ready-made filters."""
    if isinstance(found, Mapping):
        found = found.values()
    elif dataclasses.is_dataclass(found):
        for name in ("label", "label_plural"):
            yield f"{type(found).__name__} {getattr(found, 'name', '')}", getattr(found, name, None)
        return
    elif not isinstance(found, (list, tuple, set)):
        return
    for each in found:
        yield from registered(each)


PLACES = {
    "choices of models": choices_of_models,
    "choices of forms": choices_of_forms,
    "choices of filters": choices_of_filters,
    "pages": words_of_pages,
    "registry": lambda: registered(vars(_registry)),
}


@pytest.mark.parametrize("place", PLACES)
def test_what_stands_by_itself_is_written_as_a_sentence_begins(place: str) -> None:
    with translation.override("en"):
        said = [(where, str(label)) for where, label in PLACES[place]() if label]
    assert len(said) > 50
    assert [(where, label) for where, label in said if label[:1].islower()] == []
    large = [(where, label) for where, label in said if set(re.findall(r" ([A-Z][a-z]+)", sentence(label))) - NAMES]
    assert large == []


def sentence(label: str) -> str:
    """Without the capitals that begin it, a part of it, or what stands in a bracket of its own."""
    return re.sub(r"(^|[.:：·—(/])[^A-Za-z]*[A-Z]", "", label)


def test_the_columns_of_a_file_are_headed_as_those_of_a_page() -> None:
    with translation.override("en"):
        columns = [Column(gettext_lazy("quantity"), str), Column("Quantity", str), Column("数量", str)]
        assert headers(columns) == ["Quantity", "Quantity 2", "数量"]
