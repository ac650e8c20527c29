"""Addresses of a document: one call gives list, detail, create, edit and actions. And all addresses by their first word."""

from django.urls import URLPattern, include, path

from salesmgmt.core.registry import register_list
from salesmgmt.core.web.actions import ActionView


def document_urls(prefix, name, *, list=None, detail=None, create=None, edit=None):
    """``document_urls("quotes", "quote", list=QuoteList, detail=QuoteDetail, ...)``.

    Names: quote-list, quote-create, quote-detail, quote-edit, quote-do (``/quotes/7/do/send/``).
    """
    found = []
    if list is not None:
        list.detail_page = detail
        register_list(list)
        found.append(path(f"{prefix}/", list.as_view(), name=f"{name}-list"))
    if create is not None:
        found.append(path(f"{prefix}/new/", create.as_view(), name=f"{name}-create"))
    if detail is not None:
        detail.url_name = name
        found.append(path(f"{prefix}/<int:pk>/", detail.as_view(), name=f"{name}-detail"))
        found.append(path(f"{prefix}/<int:pk>/do/<slug:name>/", ActionView.as_view(page=detail), name=f"{name}-do"))
    if edit is not None:
        found.append(path(f"{prefix}/<int:pk>/edit/", edit.as_view(), name=f"{name}-edit"))
    return found


def by_first_word(patterns):
    """The same addresses, those with the same first word together: nine hundred are not gone through one by one for a page."""
    words, others = {}, []
    for each in _flat(patterns):
        word, slash, rest = str(each.pattern).partition("/")
        if slash and "<" not in word and isinstance(each, URLPattern):
            words.setdefault(word, []).append(path(rest, each.callback, each.default_args, each.name))
        else:
            others.append(each)
    return [*others, *(path(f"{word}/", include(group)) for word, group in words.items())]


def _flat(patterns):
    """What is included without a word of its own, in its place."""
    for each in patterns:
        if isinstance(each, URLPattern) or str(each.pattern):
            yield each
        else:
            yield from _flat(each.url_patterns)
