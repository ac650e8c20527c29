"""Conduct incidents: recorded, heard, decided, and confidential (TEAM-07)."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from performance.conduct.models import ConductIncident
from performance.conduct.permissions import line_below
from performance.conduct.recording import close_conduct, hear_person, record_conduct
from performance.conduct.states import ConductKind, ConductStatus, Finding
from salesmgmt.core.calendar import today
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def recorded(person, about, **fields):
    content = {"kind": ConductKind.BRIBE, "description": "Took a card.", "policy": None, "happened_on": today()}
    return record_conduct(person, about, **{**content, **fields})


@pytest.fixture
def incident(people):
    return recorded(people.manager, people.rep1)


def test_the_line_below_goes_over_all_levels(people):
    assert line_below(people.manager) >= {people.supervisor.pk, people.rep1.pk, people.rep2.pk}
    assert people.rep3.pk not in line_below(people.manager)
    assert line_below(people.rep1) == frozenset()


def test_team_07_an_incident_is_confidential_to_the_line_and_the_general_manager(client, people, incident):
    """TEAM-07; roles.md, row-level rule 6"""
    for person, code in (
        (people.manager, 200),
        (people.director, 200),
        (people.gm, 200),
        (people.manager2, 404),
        (people.rep1, 404),
        (people.rep2, 404),
        (people.supervisor, 404),
        (people.finance, 404),
        (people.legal, 404),
        (people.admin, 404),
    ):
        client.force_login(person)
        assert client.get(incident.get_absolute_url()).status_code == code, person.username
    client.force_login(people.manager2)
    assert incident.number not in client.get(reverse("conduct-list")).content.decode()
    client.force_login(people.admin)
    assert client.get(reverse("conduct-list")).status_code == 403


def test_team_07_nobody_reads_his_own_and_a_new_superior_reads_at_once(people):
    """TEAM-07"""
    about_the_manager = recorded(people.director, people.manager)
    assert about_the_manager not in ConductIncident.objects.visible_to(people.manager)
    mine = recorded(people.manager, people.rep1)
    people.rep1.superior = people.manager2
    people.rep1.save(update_fields=["superior"])
    assert mine in ConductIncident.objects.visible_to(people.director)
    assert mine not in ConductIncident.objects.visible_to(people.manager)


def test_team_07_only_a_superior_records_and_only_of_what_has_happened(people):
    """TEAM-07"""
    for person in (people.rep2, people.manager2, people.supervisor, people.finance, people.admin, people.rep1):
        with pytest.raises(PermissionDenied, match="recorded by a superior"):
            recorded(person, people.rep1)
    with pytest.raises(BusinessError, match="still to come"):
        recorded(people.manager, people.rep1, happened_on=today() + dt.timedelta(days=1))
    with pytest.raises(BusinessError, match="Describe what happened"):
        recorded(people.manager, people.rep1, description=" ")
    assert not ConductIncident.objects.exists()


def test_team_07_heard_before_decided_and_decided_by_another(people, incident):
    """TEAM-07, SEC-04"""
    with pytest.raises(BusinessError, match="cannot become"):
        close_conduct(incident.pk, people.director, Finding.PROVED, "warned")
    with pytest.raises(BusinessError, match="what the person says"):
        hear_person(incident.pk, people.manager, " ")
    with pytest.raises(PermissionDenied, match="superior of his"):
        hear_person(incident.pk, people.rep1, "It was nothing.")
    hear_person(incident.pk, people.manager, "It was a present.")
    with pytest.raises(PermissionDenied, match="never by whoever recorded it"):
        close_conduct(incident.pk, people.manager, Finding.PROVED, "warned")
    with pytest.raises(PermissionDenied, match="never by whoever recorded it"):
        close_conduct(incident.pk, people.manager2, Finding.PROVED, "warned")
    with pytest.raises(BusinessError, match="what follows"):
        close_conduct(incident.pk, people.director, Finding.PROVED, "")
    closed = close_conduct(incident.pk, people.director, Finding.UNPROVED, "Returned.")
    assert (closed.status, closed.finding, closed.closed_by) == (
        ConductStatus.CLOSED,
        Finding.UNPROVED,
        people.director,
    )


def test_the_notice_goes_to_the_line_alone_and_names_nobody(people, incident):
    told = Notice.objects.filter(subject__contains=incident.number)
    assert {notice.user_id for notice in told} == {people.director.pk, people.gm.pk}
    assert not told.filter(subject__contains="Rep1").exists()
    assert not told.filter(body__contains="card").exists()


def test_the_database_keeps_what_was_recorded(people, incident):
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        ConductIncident.objects.filter(pk=incident.pk).update(description="Nothing.")
    with pytest.raises(IntegrityError, match="conduct_decided_by_another"), transaction.atomic():
        ConductIncident.objects.filter(pk=incident.pk).update(closed_by=people.rep1)


def test_an_incident_is_recorded_on_its_page(client, people):
    client.force_login(people.manager)
    page = client.get(reverse("conduct-create")).content.decode()
    assert "Rep1" in page
    assert "Rep3" not in page
    form = {"person": people.rep1.pk, "kind": "secret", "happened_on": today(), "description": "Told a price."}
    answer = client.post(reverse("conduct-create"), form)
    incident = ConductIncident.objects.get()
    assert answer["Location"] == incident.get_absolute_url()
    answer = client.post(reverse("conduct-do", args=[incident.pk, "hear"]), {"statement": "No."})
    assert answer.status_code == 302
    client.force_login(people.director)
    client.post(reverse("conduct-do", args=[incident.pk, "close"]), {"finding": "proved", "measure": "Warned."})
    incident.refresh_from_db()
    assert incident.status == ConductStatus.CLOSED


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_and_the_page_keep_their_queries(client, people, count, django_assert_max_num_queries):
    made = [recorded(people.manager, people.rep1) for _number in range(count)]
    client.force_login(people.director)
    client.get(reverse("conduct-list"))
    with django_assert_max_num_queries(14):
        assert client.get(reverse("conduct-list")).status_code == 200
    with django_assert_max_num_queries(20):
        assert client.get(made[0].get_absolute_url()).status_code == 200
