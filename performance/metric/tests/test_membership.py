"""Who changed team counts for each team by the day, whatever page adds it up (TEAM-02, TEAM-08)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from customers.customer.owner import reassign_customer
from customers.tests.factories import active_customer
from orders.tests.factories_money import confirmed_payment
from performance.analysis.answer import Answer
from performance.analysis.question import Question
from performance.analysis.states import Split
from performance.expense_ratio.ratio import by_person, people_of, total_of
from performance.expense_ratio.ratio import by_unit as ratio_by_unit
from performance.metric.by_person import COLLECTED_SUMS, count_people
from performance.metric.catalogue import METRICS
from performance.metric.figure import people_of as people_of_unit
from performance.metric.membership import Days, Members, Membership
from performance.metric.period import Period, period_of
from performance.metric.rules import part_of
from performance.metric.tests.test_metrics import sold
from performance.plan.tests.plans import quota
from performance.team.figures import YEAR, by_unit, progress_of
from performance.team.figures import period_of as team_period
from performance.territory.report import report_of_unit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.people import update_user
from salesmgmt.core.models import UnitChange

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

D = Decimal
YEAR_OF = today().year - 1
THAT_YEAR = Period("year", dt.date(YEAR_OF, 1, 1))
MOVED_ON = dt.date(YEAR_OF, 3, 16)
BEFORE, AFTER = MOVED_ON - dt.timedelta(days=1), MOVED_ON


@pytest.fixture
def moved(people):
    """rep1 went from his team to the other region in the middle of March; he was paid before and after."""
    people.customer = active_customer(people.rep1)
    for day, paid, net in ((BEFORE, "100.00", "10"), (AFTER, "7.00", "2")):
        confirmed_payment(people.customer, paid, day)
        sold(people, people.customer, net, day)
    people.team, people.before, people.after = people.units.team1, people.units.east, people.units.west
    update_user(people.rep1.pk, people.admin, unit=people.after)
    UnitChange.objects.update(at=timezone.make_aware(dt.datetime.combine(MOVED_ON, dt.time(9))))
    people.rep1.refresh_from_db()
    return people


def of(code, unit, period=THAT_YEAR):
    return METRICS[code].of_unit(unit, period).value


def test_the_change_is_kept_whoever_writes_it(people):
    update_user(people.rep1.pk, people.admin, unit=people.units.west)
    update_user(people.rep1.pk, people.admin, name="张三")
    (change,) = UnitChange.objects.all()
    assert (change.person, change.from_unit, change.to_unit) == (people.rep1, people.units.team1, people.units.west)


def test_team_08_each_team_has_the_days(moved):
    """TEAM-08"""
    for code, before, after in (("collections", 100, 7), ("sales", 10, 2)):
        assert of(code, moved.team) == of(code, moved.before) == before
        assert of(code, moved.after) == after
        assert METRICS[code].of_company(THAT_YEAR).value == before + after
        assert METRICS[code].value(moved.rep1, THAT_YEAR).value == before + after
    march, april = Period("month", dt.date(YEAR_OF, 3, 1)), Period("month", dt.date(YEAR_OF, 4, 1))
    assert (of("collections", moved.team, march), of("collections", moved.after, march)) == (100, 7)
    assert (of("collections", moved.team, april), of("collections", moved.after, april)) == (0, 0)


def test_also_of_what_is_kept_ready(moved):
    count_people()
    assert COLLECTED_SUMS.uncounted(THAT_YEAR.first, THAT_YEAR.last) == []
    assert (of("collections", moved.team), of("collections", moved.after)) == (100, 7)


def test_a_growth_compares_the_people_of_both_times(moved):
    """Of the second quarter against the first: the team had him in the first alone."""
    second = Period("quarter", dt.date(YEAR_OF, 4, 1))
    figure = METRICS["growth"].of_unit(moved.team, second)
    assert (figure.numerator, figure.denominator) == (0, 10)
    figure = METRICS["growth"].of_unit(moved.after, second)
    assert (figure.numerator, figure.denominator) == (0, 2)


def test_a_customer_handed_over_and_a_person_who_moved(moved):
    """Both by the day: what is paid after the hand-over is the other one's, and his team's."""
    reassign_customer(moved.customer.pk, moved.director, moved.rep2, "区域调整")
    confirmed_payment(moved.customer, "1.00", today())
    month = period_of("month", today())
    assert (of("collections", moved.before, month), of("collections", moved.after, month)) == (1, 0)
    assert (of("collections", moved.before), of("collections", moved.after)) == (100, 7)


def test_the_rows_behind_are_those_of_the_days(moved, client):
    client.force_login(moved.gm)
    for unit, day in ((moved.team, BEFORE), (moved.after, AFTER)):
        figure = METRICS["collections"].of_unit(unit, THAT_YEAR)
        rows = METRICS["collections"].behind.rows(THAT_YEAR)
        found = rows.filter(METRICS["collections"].behind.of(people_of_unit(unit, THAT_YEAR), THAT_YEAR.first))
        assert [entry.date for entry in found] == [day]
        assert client.get(figure.rows).status_code == 200


def test_an_analysis_by_team_and_of_a_unit(moved):
    question = Question(measure="collections", period="last_year", split=Split.REGION)
    values = {line.key: line.value for line in Answer(question, moved.gm).lines}
    assert (values[moved.before.pk], values[moved.after.pk]) == (100, 7)
    for unit, value in ((moved.before, 100), (moved.after, 7)):
        whole = Answer(Question(measure="collections", period="last_year", unit=unit.pk), moved.gm)
        assert whole.total.value == value
        rows, (above, _below) = Answer(question, moved.gm).behind(str(unit.pk))
        assert (above, rows.count()) == (value, 1)


def test_the_team_page_adds_up_by_day(moved):
    quota(moved, moved.rep1, "365000", YEAR_OF)
    period = team_period(YEAR, THAT_YEAR.last)
    rows = progress_of(moved.gm, [moved.rep1, moved.rep2, moved.rep3], period)
    before, after = by_unit(rows, [moved.before, moved.after], period)
    assert (before.collected, after.collected) == (100, 7)
    assert (before.people, after.people) == (1, 2)
    assert before.target + after.target == 365000
    assert [part.period.last for part in before.parts] == [BEFORE]


def test_the_team_page_names_who_counts_for_a_part(moved, client):
    UnitChange.objects.update(at=timezone.now())
    client.force_login(moved.gm)
    page = client.get(reverse("performance-team"), {"unit": moved.after.pk})
    assert [part.person for part in page.context["whole"].parts] == [moved.rep1]
    text = page.content.decode()
    assert str(page.context["whole"].parts[0].period.days) in text
    assert "<dd>¥0.00</dd>" in text  # what the unit collected this year


def test_the_report_of_a_region_adds_up_by_day(moved):
    quota(moved, moved.rep1, "365000", YEAR_OF)
    before, after = (report_of_unit(moved.gm, unit, YEAR_OF) for unit in (moved.before, moved.after))
    assert (before.collected, after.collected) == (100, 7)
    assert before.quota + after.quota == 365000


def test_what_sales_cost_goes_with_the_days(moved):
    rows = by_person(list(people_of(moved.gm)), THAT_YEAR)
    units = {each.who: each for each in ratio_by_unit(rows, THAT_YEAR)}
    assert (units[moved.team].sales, units[moved.after].sales) == (10, 2)
    assert total_of(rows).sales == 12


def test_who_left_before_the_period_is_of_the_other_alone(moved):
    confirmed_payment(moved.customer, "3.00", today())
    month = period_of("month", today())
    assert (of("collections", moved.before, month), of("collections", moved.after, month)) == (0, 3)


def test_several_changes_and_days_of_both():
    members = Members(frozenset([1, 2]), ((3, (Days(BEFORE, AFTER),)),))
    assert list(members & {2, 3}) == [2, 3]
    assert members.had(3, AFTER) and not members.had(3, AFTER + dt.timedelta(days=1)) and not members.had(4, AFTER)
    others = Members(frozenset([3]), ((1, (Days(AFTER, AFTER),)),))
    assert (members & others).days == {1: (Days(AFTER, AFTER),), 3: (Days(BEFORE, AFTER),)}


def test_parts_of_a_target_make_it_to_the_cent():
    year = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    cuts = [year[0], dt.date(2026, 3, 16), dt.date(2026, 11, 2)]
    ends = [dt.date(2026, 3, 15), dt.date(2026, 11, 1), year[1]]
    assert sum(part_of(D("1000000.01"), year, days) for days in zip(cuts, ends, strict=True)) == D("1000000.01")
    assert part_of(None, year, year) is None


def test_spans_follow_each_other(people):
    for day, unit in ((dt.date(2025, 3, 1), people.units.east), (dt.date(2025, 5, 1), people.units.team1)):
        update_user(people.rep1.pk, people.admin, unit=unit)
        change = UnitChange.objects.latest("pk")
        UnitChange.objects.filter(pk=change.pk).update(at=timezone.make_aware(dt.datetime.combine(day, dt.time(0))))
    spans = Membership(dt.date(2025, 1, 1)).spans(people.rep1.pk, dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    assert [(days.first, unit) for days, unit in spans] == [
        (dt.date(2025, 1, 1), people.units.team1.pk),
        (dt.date(2025, 3, 1), people.units.east.pk),
        (dt.date(2025, 5, 1), people.units.team1.pk),
    ]
