"""The small tools around lists and line tables: saved views, chosen columns, an amount in words."""

from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from salesmgmt.core.models import ListPreference, SavedView
from salesmgmt.core.money import rmb_in_words
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.registry import list_page
from salesmgmt.core.web.list_page import PAGE_SIZES

MAX_VIEWS = 30
LARGEST = Decimal("999999999999.99")


def next_address(request):
    """The list that was asked from: a path of ours, never another host and never a name to be looked up."""
    target = request.POST.get("next", "") or (request.htmx.current_url_abs_path if request.htmx else "") or ""
    safe = target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return target if safe else reverse("home")


def _back(request):
    return HttpResponseRedirect(next_address(request))


def _text(request, name):
    """A posted text that no form checks, without the NUL characters that PostgreSQL does not store."""
    return request.POST.get(name, "").replace("\0", "").strip()


def _page(key):
    page = list_page(key)
    if page is None:
        raise Http404
    return page


@require_POST
@transaction.atomic
def save_view(request, key):
    """Keep the list's present filters under a name; the same name replaces the older one.

    A view that is shared is found by everybody of the owner's unit and below; what it shows is what each may see.
    """
    _page(key)
    name = _text(request, "name")[:40]
    if not name:
        messages.error(request, _("Give the view a name."))
        return _back(request)
    is_default = bool(request.POST.get("is_default"))
    mine = SavedView.objects.filter(owner=request.user, list_key=key)
    if mine.exclude(name=name).count() >= MAX_VIEWS:
        messages.error(request, _("Delete a view first: more than %(n)d do not fit.") % {"n": MAX_VIEWS})
        return _back(request)
    if is_default:
        mine.update(is_default=False)
    SavedView.objects.update_or_create(
        owner=request.user,
        list_key=key,
        name=name,
        defaults={
            "querystring": _text(request, "querystring")[:2000],
            "is_default": is_default,
            "shared_with": request.user.unit if request.POST.get("is_shared") else None,
        },
    )
    messages.success(request, _("The view “%(name)s” was saved.") % {"name": name})
    return _back(request)


@require_POST
def delete_view(request, pk):
    get_object_or_404(SavedView, pk=pk, owner=request.user).delete()
    return _back(request)


@require_POST
def choose_columns(request, key):
    """Which columns this person sees on the list; none chosen means the list's own."""
    page = _page(key)
    known = list(page.table_class.base_columns)
    size = as_pk(request.POST.get("page_size"))
    ListPreference.objects.update_or_create(
        owner=request.user,
        list_key=key,
        defaults={
            "columns": [name for name in request.POST.getlist("columns") if name in known],
            "page_size": size if size in PAGE_SIZES else 0,
        },
    )
    return _back(request)


@require_GET
def amount_in_words(request):
    """大写 of a running total, for line tables."""
    try:
        amount = Decimal(request.GET.get("amount", ""))
    except InvalidOperation:
        return JsonResponse({"words": ""})
    words = rmb_in_words(amount) if amount.is_finite() and 0 <= amount <= LARGEST else ""
    return JsonResponse({"words": words})
