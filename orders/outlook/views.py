"""The outlook: charts of what will come and how fast, each with its table and its Excel."""

import json

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from orders.account.permissions import can_see_receivables
from orders.outlook.figures import FIGURES
from orders.receivables.permissions import can_export_receivables
from salesmgmt.core.replica import from_replica
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb


@require_GET
@from_replica
def outlook(request):
    """One figure at a time is read: the chosen one; the others are a click away."""
    require(can_see_receivables(request.user))
    key = request.GET.get("show", "")
    key = key if key in FIGURES else next(iter(FIGURES))
    figure = FIGURES[key](request.user)
    context = {
        "title": _("Collection outlook"),
        "crumbs": [Crumb(_("Collection outlook"))],
        "figure": figure,
        "chart": json.dumps(figure.chart()),
        "choices": [(each, TITLES[each]()) for each in FIGURES],
        "may_export": can_export_receivables(request.user),
    }
    return render(request, "orders/outlook/page.html", context)


TITLES = {
    "outlook-weeks": lambda: _("By week"),
    "outlook-ageing": lambda: _("Ageing over twelve months"),
    "outlook-dso": lambda: _("Days sales outstanding"),
    "outlook-late": lambda: _("Days late"),
    "outlook-largest": lambda: _("Ten largest"),
    "outlook-lines": lambda: _("Supply lines"),
}
