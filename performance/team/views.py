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
@counted_once()
def team(request):
    """A supervisor's people, a manager's region, everybody: each against his plan and the time elapsed, who is behind first."""
    require(leads_people(request.user))
    period = period_asked(request)
    people, units = people_and_units(request.user)
    chosen = units.get(as_pk(request.GET.get("unit")))
    if chosen is not None:
        people = [each for each in people if each.unit is not None and each.unit.path.startswith(chosen.path)]
    rows = ordered(progress_of(request.user, people, period))
    behind = [row for row in rows if row.is_behind]
    only_behind = request.GET.get("behind") == "true"
    page = Paginator(behind if only_behind else rows, SHOWN).get_page(request.GET.get("page"))
    links = Links(period)
    context = {
        "title": _("Team"),
        "crumbs": [Crumb(_("Team"))],
        "period": period,
        "periods": PERIODS,
        "page": page,
        "rows": [(row, links.of(row.person)) for row in page.object_list],
        "behind": behind,
        "only_behind": only_behind,
        "whole": next(iter(by_unit(rows, [chosen] if chosen is not None else [], period)), None),
        "chosen": chosen,
        "units": by_unit(rows, below(chosen, units), period),
        "query": {"period": period.name, "unit": chosen.pk if chosen else ""},
    }
    return render(request, "performance/team/team.html", context)


def people_and_units(user) -> tuple[list, dict]:
    """The people one leads, each with his unit, and ``{pk: unit}`` of the units in which they are and those above them.
    The units of the company are few: each is read once, and not once for everybody in it."""
    rows = people_of(user).exclude(pk=user.pk).select_related(None).only("username", "name", "unit")
    people = list(rows.order_by("username"))
    known = {unit.pk: unit for unit in Unit.objects.order_by("path")}
    for person in people:
        person.unit = known.get(person.unit_id)
    wanted = {pk for each in {person.unit_id for person in people} - {None} for pk in known[each].ancestor_ids}
    return people, {pk: unit for pk, unit in known.items() if pk in wanted}


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


class Links:
    """The lists behind the figures of people in a period; what is the same in everybody's address is put together once."""

    def __init__(self, period):
        self._parts = {
            "leads": _of_documents("lead-list", "owner", "created_at", period),
            "visits": _of_documents("visit-list", "visitor", "day", period, HELD),
            "orders": _of_metric("ordered", period),
            "payments": _of_metric("collections", period),
            "notes": (f"{reverse('coaching-note-list')}?rep=", f"&status={CoachingNote.Status.OPEN}"),
        }

    def of(self, person) -> dict:
        return {name: f"{before}{person.pk}{after}" for name, (before, after) in self._parts.items()}


def _of_documents(name, owner, day, period, statuses=()):
    """What stands before and what after the key of the person."""
    query = [
        (f"{day}_after", period.first.isoformat()),
        (f"{day}_before", period.last.isoformat()),
        *(("status", each) for each in statuses),
    ]
    return f"{reverse(name)}?{owner}=", f"&{urlencode(query)}"


def _of_metric(metric, period):
    """Each for whoever was in charge on the day, which no list of documents says."""
    query = urlencode({"period": named(period.name, period.first)})
    return f"{reverse('metric-rows', args=[metric])}?{query}&person=", ""


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
        "links": Links(period).of(row.person),
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
