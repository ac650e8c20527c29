"""The outlook: charts of what will come and how fast, each with its table and its Excel."""

import json

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from orders.account.permissions import can_see_receivables
from orders.outlook.behind import heading, named, parts_of
from orders.outlook.expected import SOURCES
from orders.outlook.figures import FIGURES
from orders.receivables.permissions import can_export_receivables
from salesmgmt.core.money import ZERO
from salesmgmt.core.replica import from_replica
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb


@require_GET
@from_replica
def outlook(request):
    """One figure at a time is read: the chosen one; the others are a click away."""
    require(can_see_receivables(request.user))
    key = _chosen(request)
    context = {
        "title": _("Collection outlook"),
        "crumbs": [Crumb(_("Collection outlook"))],
        "shown_key": key,
        "shown": TITLES[key](),
        "figure_address": f"{reverse('outlook-figure')}?show={key}",
        "choices": [(each, TITLES[each]()) for each in FIGURES],
    }
    return render(request, "orders/outlook/page.html", context)


@require_GET
@from_replica
def outlook_figure(request):
    """The chosen figure: for the page of the outlook, which stands already."""
    require(can_see_receivables(request.user))
    figure = FIGURES[_chosen(request)](request.user)
    context = {
        "figure": figure,
        "chart": json.dumps(figure.chart()),
        "may_export": can_export_receivables(request.user),
    }
    return render(request, "orders/outlook/_figure.html", context)


def _chosen(request):
    key = request.GET.get("show", "")
    return key if key in FIGURES else next(iter(FIGURES))


SHOWN = 300


@require_GET
@from_replica
def expected_collections(request):
    """What makes a figure of the expected collections: each invoice, plan or customer with its amount."""
    require(can_see_receivables(request.user))
    row, source = request.GET.get("row", ""), request.GET.get("source", "")
    parts = parts_of(request.user, row, source if source in SOURCES else "")
    context = {
        "title": _("Expected collections: %(what)s") % {"what": heading(row, source)},
        "crumbs": [Crumb(_("Collection outlook"), reverse("collection-outlook")), Crumb(heading(row, source))],
        "parts": named(parts[:SHOWN], request.user),
        "count": len(parts),
        "shown": min(len(parts), SHOWN),
        "total": sum((part.amount for part in parts), ZERO),
    }
    return render(request, "orders/outlook/expected.html", context)


TITLES = {
    "outlook-weeks": lambda: _("By week"),
    "outlook-ageing": lambda: _("Ageing over twelve months"),
    "outlook-dso": lambda: _("Days sales outstanding"),
    "outlook-late": lambda: _("Days late"),
    "outlook-largest": lambda: _("Ten largest"),
    "outlook-lines": lambda: _("Supply lines"),
}
