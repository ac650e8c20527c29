"""What another scheme would have made of the last closed period, before it is put in force (KPI-01)."""

from decimal import Decimal

import pytest
from django.urls import reverse

from customers.tests.factories import active_customer
from orders.tests.factories_money import confirmed_payment
from performance.assessment.models import Assessment, AssessmentLine
from performance.assessment.tests.factories import MARCH, confirmed
from performance.assessment.trial import effects, last_closed, spread
from performance.assessment_scheme.models import AssessmentScheme
from performance.assessment_scheme.tests.factories import draft_scheme, judged, line

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture(autouse=True)
def in_may(time_machine):
    time_machine.move_to("2025-05-05T10:00+08:00")


def tried(people, *lines):
    scheme = AssessmentScheme.objects.prefetch_related("lines", "deductions").get(
        pk=draft_scheme(people, *lines, name="Other").pk
    )
    return effects(scheme, last_closed(scheme), people.gm)


def test_old_and_new_result_of_each_and_nothing_is_written(people):
    confirmed_payment(active_customer(people.rep1), "1000.00", MARCH.first)
    first = confirmed(people, score="80")
    second = confirmed(people, score="50", person=people.rep2)
    before = AssessmentLine.objects.count()
    found = {each.assessment: each for each in tried(people, line("collections", "20", "1000"), judged("80"))}
    assert (found[first].old, found[first].new) == (Decimal(92), Decimal(84))
    assert (found[second].old, found[second].new) == (Decimal(20), Decimal(40))
    assert spread(list(found.values())) == {"up": 1, "down": 1, "falls": 0, "rises": 0}
    assert AssessmentLine.objects.count() == before
    assert set(Assessment.objects.seen().values_list("result", flat=True)) == {Decimal(92), Decimal(20)}


def test_the_scheme_in_force_gives_what_was_confirmed(people):
    confirmed_payment(active_customer(people.rep1), "400.00", MARCH.first)
    assessment = confirmed(people, score="75")
    (found,) = tried(people)
    assert (found.old, found.new, found.difference) == (assessment.result, assessment.result, 0)


def test_a_line_without_figure_or_judgement_is_named_and_leaves_the_base(people):
    confirmed(people, score="80")
    (found,) = tried(people, judged("40"), judged("60", name="Order in the files"))
    assert (found.new, found.uncounted) == (Decimal(80), ("Order in the files",))


def test_another_indicator_is_counted_for_the_same_period(people):
    confirmed_payment(active_customer(people.rep1), "400.00", MARCH.first)
    confirmed(people, score="80")
    (found,) = tried(people, line("new_customers", "50", "1"), judged("50"))
    assert (found.new, found.uncounted) == (Decimal(40), ())


def test_the_page_and_who_opens_it(client, people):
    confirmed(people)
    scheme = draft_scheme(people, name="Other")
    address = reverse("assessment-scheme-effect", args=[scheme.pk])
    for person, code in ((people.gm, 200), (people.director, 200), (people.manager, 403), (people.rep1, 403)):
        client.force_login(person)
        assert client.get(address).status_code == code
        assert (address in client.get(scheme.get_absolute_url()).content.decode()) is (code == 200)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_keeps_its_queries(client, people, count, django_assert_max_num_queries):
    for person in (people.rep1, people.rep2, people.rep3)[:count]:
        confirmed(people, person=person)
    scheme = draft_scheme(people, line("new_customers", "50", "1"), judged("50"), name="Other")
    client.force_login(people.gm)
    address = reverse("assessment-scheme-effect", args=[scheme.pk])
    client.get(address)
    with django_assert_max_num_queries(20):
        assert client.get(address).status_code == 200


def test_without_a_confirmed_result_it_says_so(client, people):
    client.force_login(people.gm)
    page = client.get(reverse("assessment-scheme-effect", args=[draft_scheme(people).pk]))
    assert page.context["period"] is None
    assert page.status_code == 200
