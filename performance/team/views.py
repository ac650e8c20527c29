"""The team page, and the page of one person (TEAM-02, TEAM-06)."""

import json
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from performance.coaching.models import CoachingNote
from performance.coaching.people import people_of
from performance.coaching.permissions import can_coach, leads_people, reads_notes
from performance.collection.result import collected_by_month
from performance.metric.once import counted_once
from performance.metric.period import period_of as named
from performance.new_customer.count import counts_of, new_rows, potential_rows
from performance.plan.forms import month_label
from performance.plan.target import months_of_people
from performance.team.figures import (
    HELD,
    MONTH,
    QUARTER,
    YEAR,
    by_unit,
    period_of,
    progress_in,
    progress_of,
    rank_of,
)
from performance.team.rules import ordered, per_working_day
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.models import Unit
from salesmgmt.core.money import ZERO
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.registry import sections_for
from salesmgmt.core.replica import from_replica
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb

PERIODS = (
    (MONTH, gettext_lazy("This month")),
    (QUARTER, gettext_lazy("This quarter")),
    (YEAR, pgettext_lazy("period", "This year")),
)
SHOWN = 20


def period_asked(request, default=YEAR):
    return period_of(request.GET.get("period", default))


@from_replica
def team(request):
    """A supervisor's people, a manager's region, everybody: each against his plan and the time elapsed, who is behind first."""
    require(leads_people(request.user))
    period = period_asked(request)
    people = list(people_of(request.user).exclude(pk=request.user.pk).order_by("username"))
    units = units_above(people)
    chosen = units.get(as_pk(request.GET.get("unit")))
    if chosen is not None:
        people = [each for each in people if each.unit is not None and each.unit.path.startswith(chosen.path)]
    rows = ordered(progress_of(request.user, people, period))
    behind = [row for row in rows if row.is_behind]
    only_behind = request.GET.get("behind") == "true"
    page = Paginator(behind if only_behind else rows, SHOWN).get_page(request.GET.get("page"))
    context = {
        "title": _("Team"),
        "crumbs": [Crumb(_("Team"))],
        "period": period,
        "periods": PERIODS,
        "page": page,
        "rows": list(zip(page.object_list, map(links_of, page.object_list), strict=True)),
        "behind": behind,
        "only_behind": only_behind,
        "whole": next(iter(by_unit(rows, [chosen] if chosen is not None else [], period)), None),
        "chosen": chosen,
        "units": by_unit(rows, below(chosen, units), period),
        "query": {"period": period.name, "unit": chosen.pk if chosen else ""},
    }
    return render(request, "performance/team/team.html", context)


def units_above(people) -> dict:
    """``{pk: unit}``: the units in which these people are, and those above them."""
    wanted = {pk for person in people if person.unit is not None for pk in person.unit.ancestor_ids}
    return {unit.pk: unit for unit in Unit.objects.filter(pk__in=wanted).order_by("path")}


def below(chosen, units) -> list:
    """The units one step below the chosen one; at first those below the lowest that has all of them."""
    if chosen is None:
        tops = [unit for unit in units.values() if unit.parent_id not in units]
        while len(tops) == 1:
            found = [unit for unit in units.values() if unit.parent_id == tops[0].pk]
            if not found:
                break
            tops = found
        return tops if len(tops) > 1 else []
    return [unit for unit in units.values() if unit.parent_id == chosen.pk]


def links_of(row) -> dict:
    """The lists behind the figures of one person."""
    pk, first, last = row.person.pk, row.period.first.isoformat(), row.period.last.isoformat()
    period = named(row.period.name, row.period.first)

    def address(name, day, owner, statuses=()):
        query = [
            (owner, pk),
            (f"{day}_after", first),
            (f"{day}_before", last),
            *(("status", each) for each in statuses),
        ]
        return f"{reverse(name)}?{urlencode(query)}"

    def rows(metric):
        """Each for whoever was in charge on the day, which no list of documents says."""
        return f"{reverse('metric-rows', args=[metric])}?{urlencode({'period': period, 'person': pk})}"

    return {
        "leads": address("lead-list", "created_at", "owner"),
        "visits": address("visit-list", "day", "visitor", HELD),
        "orders": rows("ordered"),
        "payments": rows("collections"),
        "notes": f"{reverse('coaching-note-list')}?{urlencode({'rep': pk, 'status': CoachingNote.Status.OPEN})}",
    }


@from_replica
@counted_once()
def person(request, pk):
    """One representative's page: his targets, what he did, what is missing on each working day. What he earned, his
    assessments and his customers that count follow (``person_more``)."""
    require(reads_notes(request.user))
    rep = get_object_or_404(people_of(request.user), pk=pk)
    year, month = period_of(YEAR), period_of(MONTH)
    targets = months_of_people([rep.pk], year.year).get(rep.pk, [ZERO] * 12)
    collected = collected_by_month(year.year, [rep.pk]).get(rep.pk, [ZERO] * 12)
    sums = [{rep.pk: collected[month.day.month - 1]}, {rep.pk: sum(collected, ZERO)}]
    rows = progress_in([rep], [month, year], sums, with_notes=False)
    cards = [_card(row, label) for (row,), label in zip(rows, (PERIODS[0][1], PERIODS[2][1]), strict=True)]
    notes = CoachingNote.objects.visible_to(request.user).filter(rep=rep).select_related("created_by")[:5]
    is_own = rep == request.user
    context = {
        "title": _("My page") if is_own else str(rep),
        "crumbs": [Crumb(_("My page"))] if is_own else [Crumb(_("Team"), reverse("performance-team")), Crumb(str(rep))],
        "rep": rep,
        "cards": cards,
        "months": _months(targets, collected, year),
        "chart": json.dumps(_chart(targets, collected)),
        "rank": rank_of(rep, year.year) if policy().rank_shown else None,
        "notes": notes,
        "may_coach": can_coach(request.user, rep),
    }
    return render(request, "performance/team/person.html", context)


@from_replica
@counted_once()
def person_more(request, pk):
    """The second part of a representative's page, for one that stands already; without a script, a page of its own."""
    require(reads_notes(request.user))
    rep, year = get_object_or_404(people_of(request.user), pk=pk), period_of(YEAR).year
    potential = potential_rows(rep, year)
    count = counts_of([rep], year, {rep.pk: sum(row.counts for row in potential)})[0]
    context = {
        "title": str(rep),
        "crumbs": [Crumb(str(rep), reverse("performance-person", args=[rep.pk]))],
        "rep": rep,
        "count": count,
        "new_rows": new_rows([rep.pk], year, count.demand),
        "potential_rows": potential,
        "sections": [
            (each, part)
            for each in sections_for("performance_person")
            if (part := each.read(rep, request.user)) is not None
        ],
    }
    return render(request, f"performance/team/{'_' if request.htmx else ''}person_more.html", context)


def _card(row, label):
    period = row.period
    return {
        "label": label,
        "row": row,
        "links": links_of(row),
        "elapsed": period.elapsed,
        "days": period.working_days_left,
        "per_day": per_working_day(row.gap, period.working_days_left) if row.gap else None,
    }


def _months(targets, collected, year):
    return [
        (month_label(number), target, got, number <= year.day.month)
        for number, (target, got) in enumerate(zip(targets, collected, strict=True), 1)
    ]


def _chart(targets, collected):
    """Bars in 万元, a pair a month."""
    return {
        "legend": {},
        "xAxis": {"type": "category", "data": [str(month_label(number)) for number in range(1, 13)]},
        "yAxis": {"type": "value"},
        "series": [
            {"type": "bar", "name": _("Target"), "data": [float(each / 10000) for each in targets]},
            {"type": "bar", "name": _("Collected"), "data": [float(each / 10000) for each in collected]},
        ],
    }


def mine(request):
    """The entry of the menu: everybody's own page."""
    return person(request, request.user.pk)
