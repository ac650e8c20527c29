"""New and potential customers: everybody's year, and the rows behind one person's count (PLN-06, KPI-11)."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from performance.coaching.people import people_of
from performance.coaching.permissions import reads_notes
from performance.new_customer.count import counts_of, demand_now, new_rows, potential_rows
from performance.new_customer.models import NewCustomerCount
from salesmgmt.core import calendar
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.replica import from_replica
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb

YEARS_BACK = 3
SHOWN = 50


def year_asked(request) -> tuple:
    """``(year, years to choose from)``."""
    this_year = calendar.today().year
    years = [this_year - back for back in range(YEARS_BACK)]
    asked = as_pk(request.GET.get("year"))
    return (asked if asked in years else this_year), years


@from_replica
def new_customers(request):
    """How each representative in scope stands in a year."""
    require(reads_notes(request.user))
    year, years = year_asked(request)
    people = people_of(request.user).order_by("unit__path", "username")
    page = Paginator(people, SHOWN).get_page(request.GET.get("page"))
    context = {
        "title": _("New and potential customers"),
        "crumbs": [Crumb(_("New and potential customers"))],
        "rows": counts_of(page.object_list, year),
        "page": page,
        "demand": demand_now(),
        "year": year,
        "years": years,
    }
    return render(request, "performance/new_customer/report.html", context)


@from_replica
def new_customers_of(request, pk):
    """The customers, leads and opportunities behind one representative's count, with what is missing of each."""
    require(reads_notes(request.user))
    rep = get_object_or_404(people_of(request.user), pk=pk)
    year, years = year_asked(request)
    closed = NewCustomerCount.objects.of([rep.pk], year).first()
    count = counts_of([rep], year)[0]
    context = {
        "title": _("New and potential customers of %(rep)s") % {"rep": rep},
        "crumbs": [Crumb(_("New and potential customers"), reverse("performance-new-customers")), Crumb(str(rep))],
        "rep": rep,
        "count": count,
        "closed": closed,
        "new_rows": [] if closed else new_rows([rep.pk], year, count.demand),
        "potential_rows": [] if closed else potential_rows(rep, year),
        "year": year,
        "years": years,
    }
    return render(request, "performance/new_customer/person.html", context)
