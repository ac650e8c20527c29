"""Addresses of a document: one call gives list, detail, create, edit and actions."""

from django.urls import path

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
