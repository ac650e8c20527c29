"""The board of production: what is to be started, made and reworked, for a tablet in the hall or a phone."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from orders.production.models import Production
from orders.production.permissions import reads_productions
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.state import require

SHOWN = 30
COLUMNS = (Production.Status.PLANNED, Production.Status.IN_PRODUCTION, Production.Status.REWORK)


@require_GET
def production_board(request):
    """Each column with the earliest planned day first, its first rows; the list has the rest (PRD-07)."""
    require(reads_productions(request.user))
    rows = Production.objects.visible_to(request.user).select_related("order__customer__owner", "order_line__product")
    works = may_at_all(request.user, "production", "U")
    columns = []
    for status in COLUMNS:
        found = list(rows.filter(status=status).order_by("planned_date", "pk")[: SHOWN + 1])
        # Whoever works in production sees none but what was given to him.
        startable = works and status == Production.Status.PLANNED
        cards = [(card, startable and card.kind != Production.Kind.TRADED) for card in found[:SHOWN]]
        columns.append({"status": status, "cards": cards, "more": len(found) > SHOWN})
    context = {"title": _("Production board"), "columns": columns, "works": works}
    return render(request, "orders/production/board.html", context)
