"""What one's people have just done is seen by who leads them, on documents he may see (TEAM-02)."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains

from customers.tests.factories import LeadFactory
from performance.team_feed import feed
from performance.team_feed.feed import feed_of
from salesmgmt.core import audit
from salesmgmt.core.calendar import SHANGHAI
from salesmgmt.core.domain.conversation import say
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return company()


def acted(person, times=1):
    lead = LeadFactory(owner=person, status="assigned", created_by=person)
    for _each in range(times):
        audit.record(lead, person, "Edited")
    return lead


def page(client, user, query=""):
    client.force_login(user)
    return client.get(reverse("team-feed") + query)


def test_a_leader_reads_the_newest_act_first_with_its_document(client, people):
    first, second = acted(people.rep1), acted(people.rep1)
    shown = page(client, people.supervisor)
    assert [act.document for act in shown.context["feed"].acts] == [second, first]
    assert first.get_absolute_url() in shown.content.decode()


def test_an_act_stands_under_the_day_of_its_hour(client, people):
    """Two in the morning in Shanghai is still the day before elsewhere."""
    with time_machine.travel(dt.datetime(2026, 8, 10, 2, 12, tzinfo=SHANGHAI), tick=False):
        acted(people.rep1)
        shown = page(client, people.supervisor)
    assertContains(shown, '<h2 class="card-title">2026-08-10</h2>', html=True)
    assertContains(shown, "02:12</time>")


def test_acts_of_people_led_by_others_and_ones_own_are_not_in_it(client, people):
    acted(people.supervisor)
    stranger = LeadFactory(owner=people.rep1, status="assigned", created_by=people.rep1)
    audit.record(stranger, people.finance, "Edited")
    assert page(client, people.supervisor).context["feed"].acts == []


def test_a_document_that_the_reader_may_not_see_is_left_out(people):
    lead = acted(people.rep1)
    assert [act.document for act in feed_of(people.supervisor, [people.rep1]).acts] == [lead]
    assert feed_of(people.rep2, [people.rep1]).acts == []


def test_one_person_is_chosen_and_nobody_else_can_be(client, people):
    mine = acted(people.rep1)
    acted(people.rep2)
    shown = page(client, people.manager, f"?person={people.rep1.pk}").context["feed"]
    assert [act.document for act in shown.acts] == [mine]
    audit.record(mine, people.finance, "Edited")
    everybody = page(client, people.manager, f"?person={people.finance.pk}").context["feed"]
    assert {act.actor for act in everybody.acts} == {people.rep1, people.rep2}


def test_older_acts_follow_on_the_next_page(client, people, monkeypatch):
    monkeypatch.setattr(feed, "READ", 3)
    acted(people.rep1, times=5)
    first = page(client, people.supervisor).context["feed"]
    second = page(client, people.supervisor, f"?before={first.older}").context["feed"]
    assert (len(first.acts), len(second.acts), second.older) == (3, 2, None)
    assert page(client, people.supervisor, "?before=%00&person=x").status_code == 200


def test_what_was_said_stands_between_the_acts_of_its_time(client, people, monkeypatch):
    monkeypatch.setattr(feed, "READ", 2)
    lead = acted(people.rep1)
    say(lead, people.rep1, "样品已寄出")
    audit.record(lead, people.rep1, "Edited")
    audit.record(lead, people.rep1, "Edited")
    first = page(client, people.supervisor)
    assert [act.text for act in first.context["feed"].acts] == ["", ""]
    older = page(client, people.supervisor, f"?before={first.context['feed'].older}")
    assert [act.text for act in older.context["feed"].acts] == ["样品已寄出", ""]
    assert "样品已寄出" in older.content.decode()
    assert feed_of(people.rep2, [people.rep1]).acts == []


def test_a_rep_has_no_feed(client, people):
    assert page(client, people.rep1).status_code == 403


def test_the_number_of_queries_does_not_grow_with_the_acts(client, people):
    acted(people.rep1)
    page(client, people.supervisor)
    with CaptureQueriesContext(connection) as one:
        page(client, people.supervisor)
    for _each in range(10):
        acted(people.rep1)
    with CaptureQueriesContext(connection) as many:
        page(client, people.supervisor)
    assert len(many) == len(one)
