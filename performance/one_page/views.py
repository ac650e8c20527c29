"""The one page of who leads the company: money, what waits for him, what went wrong this week."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from performance.alert.finding import why
from performance.one_page.figures import measured, owed
from performance.one_page.permissions import reads_one_page
from performance.one_page.week import newest_alerts, week_of
from salesmgmt.core.calendar import today
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.home import WAITING, waiting_decisions


@require_GET
def one_page(request):
    """Decisions and the week's troubles; money in, orders in, sales, margin, receivables and overdue follow with their course."""
    user = request.user
    require(reads_one_page(user))
    decisions = waiting_decisions(user)
    context = {
        "title": pgettext("one page", "Company at a glance"),
        "day": today(),
        "figures": [
            (pgettext("one page", "Money and orders in, sales, margin"), reverse("one-page-measured")),
            (pgettext("one page", "Receivables and overdue"), reverse("one-page-owed")),
        ],
        "decisions": decisions[:WAITING],
        "more_decisions": len(decisions) > WAITING,
        "week": week_of(user),
        "alerts": [(alert, why(alert)) for alert in newest_alerts(user)],
        "crumbs": [Crumb(pgettext("one page", "Company at a glance"))],
    }
    return render(request, "performance/one_page/page.html", context)


@require_GET
def one_page_measured(request):
    return _tiles(request, measured)


@require_GET
def one_page_owed(request):
    return _tiles(request, owed)


def _tiles(request, figures):
    """Figures with their course, for the page that stands already."""
    require(reads_one_page(request.user))
    return render(request, "performance/one_page/_tiles.html", {"tiles": figures(request.user)})
