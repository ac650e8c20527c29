"""The rows behind a figure, and the market volumes entered by hand."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from performance.metric.catalogue import PERSON_OF_THE_DAY, WITH_ROWS
from performance.metric.figure import people_of
from performance.metric.forms import MarketVolumeForm
from performance.metric.market import enter_market_volume
from performance.metric.models import MarketVolume
from performance.metric.period import period_from, period_of
from performance.metric.permissions import can_enter_market_volume, can_see_metrics, can_see_metrics_of, people_seen
from performance.metric.states import PeriodKind
from performance.metric.tables import BehindTable, MarketVolumeTable
from salesmgmt.core.calendar import today
from salesmgmt.core.models import Unit, User
from salesmgmt.core.permissions import sees_cost
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.replica import from_replica
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.forms import CreatePage
from salesmgmt.core.web.lists import ListPage
from salesmgmt.core.web.paging import PagedRows, Pages

ROWS_A_PAGE = 50


class MetricRows(View):
    """What a figure of a person, a unit or everybody was counted from, in the order of the days."""

    @from_replica
    def get(self, request, code):
        require(can_see_metrics(request.user))
        metric = WITH_ROWS.get(code)
        if metric is None or (metric.is_cost and not sees_cost(request.user)):
            raise Http404
        period = period_from(request.GET.get("period")) or period_of(PeriodKind.MONTH, today())
        whose, people, figure = self._asked(metric, period)
        behind = metric.behind
        rows = behind.rows(period).order_by(behind.day if not behind.person else "pk", "pk")
        if people is not None:
            rows = rows.filter(behind.of(people, period.first))
        page = Pages(PagedRows(rows), ROWS_A_PAGE).get_page(request.GET.get("page"))
        shown = [vars(behind.show(row)) for row in page.object_list]
        table = BehindTable(shown, user=request.user)
        if all(row["amount"] is None for row in shown):
            table.columns.hide("amount")
        context = {
            "title": metric.name,
            "whose": whose,
            "period": period,
            "metric": metric,
            "value": metric.text(figure.value),
            "note": PERSON_OF_THE_DAY,
            "table": table,
            "page": page,
            "crumbs": [Crumb(_("Performance")), Crumb(metric.name)],
        }
        template = "performance/metric/_rows.html" if request.htmx else "performance/metric/rows.html"
        return render(request, template, context)

    def _asked(self, metric, period):
        """``(words, people or None, figure)`` of the person or unit of the address, within what he may see."""
        user, seen = self.request.user, people_seen(self.request.user)
        if person_pk := as_pk(self.request.GET.get("person")):
            person = get_object_or_404(User, pk=person_pk)
            if not can_see_metrics_of(user, person):
                raise Http404
            return person, [person.pk], metric.value(person, period)
        if unit_pk := as_pk(self.request.GET.get("unit")):
            unit = get_object_or_404(Unit, pk=unit_pk)
            if seen is not None and not set(User.objects.below(unit.path).values_list("pk", flat=True)) <= seen:
                raise Http404
            return unit, people_of(unit, period) if unit.parent_id else None, metric.of_unit(unit, period)
        if seen is None:
            return _("the company"), None, metric.of_company(period)
        return _("those whose figures you see"), seen, metric.together(seen, period)


class MarketVolumeList(ListPage):
    model = MarketVolume
    key = "market-volumes"
    matrix_key = "metric"
    title = gettext_lazy("Market volumes")
    table_class = MarketVolumeTable
    filterset_class = None
    create_url = "market-volume-create"
    create_label = gettext_lazy("Enter a market volume")
    empty_title = gettext_lazy("No market volumes yet")
    empty_text = gettext_lazy("The market share is counted once somebody has entered the volume of the market.")

    @classmethod
    def base_queryset(cls, user):
        rows = MarketVolume.objects.select_related("unit", "entered_by")
        return rows if can_see_metrics(user) else rows.none()

    def may_create(self):
        return bool(can_enter_market_volume(self.request.user))


class MarketVolumeCreate(CreatePage):
    model = MarketVolume
    form_class = MarketVolumeForm
    create = enter_market_volume
    title = gettext_lazy("Enter a market volume")

    def check_may(self, obj):
        require(can_enter_market_volume(self.request.user))
