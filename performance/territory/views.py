"""Pages of regions, field offices and product lines (TEAM-08)."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from performance.territory.forms import LineForm
from performance.territory.keeping import create_line, update_line
from performance.territory.models import ProductLine
from performance.territory.permissions import can_keep_lines, reads_territories, units_of
from performance.territory.report import ordered_of_line, report_of_unit, reports_of_units
from salesmgmt.core import calendar
from salesmgmt.core.money import ZERO
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.replica import from_replica
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.forms import CreatePage, EditPage

YEARS_BACK = 3
TITLE = pgettext_lazy("territory", "Regions and product lines")


def _years(request):
    """The year asked for, and those that can be."""
    this_year = calendar.today().year
    years = [this_year - back for back in range(YEARS_BACK)]
    asked = as_pk(request.GET.get("year"))
    return {"year": asked if asked in years else this_year, "years": years}


@from_replica
def territories(request):
    """Every region, office and team in scope with what its people collected and ordered; then the product lines."""
    require(reads_territories(request.user))
    years = _years(request)
    units = units_of(request.user).order_by("path")
    context = {
        "title": TITLE,
        "crumbs": [Crumb(TITLE)],
        "units": reports_of_units(request.user, units, years["year"]),
        "lines": list(ProductLine.objects.filter(is_active=True).select_related("head")),
        "may_keep": can_keep_lines(request.user),
        **years,
    }
    return render(request, "performance/territory/territories.html", context)


@from_replica
def territory(request, pk):
    """The people of one region with those of its offices (TEAM-08)."""
    require(reads_territories(request.user))
    unit = get_object_or_404(units_of(request.user), pk=pk)
    years = _years(request)
    context = {
        "title": str(unit),
        "subtitle": unit.get_kind_display(),
        "crumbs": [Crumb(TITLE, reverse("territory-list")), Crumb(str(unit))],
        "whole": report_of_unit(request.user, unit, years["year"]),
        **years,
    }
    return render(request, "performance/territory/unit.html", context)


@from_replica
def product_line(request, pk):
    """Who sold how much of one product line (TEAM-08)."""
    require(reads_territories(request.user))
    line = get_object_or_404(ProductLine.objects.select_related("head"), pk=pk)
    years = _years(request)
    rows = ordered_of_line(request.user, line, years["year"])
    context = {
        "title": line.name,
        "subtitle": pgettext("territory", "Product line"),
        "crumbs": [Crumb(TITLE, reverse("territory-list")), Crumb(line.name)],
        "line": line,
        "categories": list(line.categories.all()),
        "rows": rows,
        "total": sum((amount for _person, amount in rows), ZERO),
        "may_keep": can_keep_lines(request.user),
        **years,
    }
    return render(request, "performance/territory/product_line.html", context)


class LinePage:
    """What adding and changing a product line share."""

    model = ProductLine
    form_class = LineForm

    def check_may(self, obj):
        require(can_keep_lines(self.request.user))

    def get_success_url(self, document):
        return reverse("territory-list")

    def get_cancel_url(self, obj):
        return reverse("territory-list")

    def get_crumbs(self, obj):
        return [Crumb(TITLE, reverse("territory-list")), Crumb(self.get_title())]


class LineCreate(LinePage, CreatePage):
    create = create_line
    title = gettext_lazy("New product line")


class LineEdit(LinePage, EditPage):
    update = update_line

    def get_object(self):
        return get_object_or_404(ProductLine, pk=self.kwargs["pk"])

    def get_title(self):
        return _("Edit the product line")
