"""Two people at one complaint or ticket at one moment: real threads on PostgreSQL."""

import datetime as dt

import pytest
from django.utils import timezone

from customers.complaint import handling
from customers.complaint.escalation import watch_complaints
from customers.complaint.models import Complaint
from customers.complaint.tests.test_complaints import complaint_of, investigated, resolved
from customers.complaint.work import Investigation
from customers.complaint_cause.entry import load_first_causes
from customers.service.team import create_team
from customers.tests.test_races import refusals
from customers.ticket import work
from customers.ticket.alert import alert_unassigned
from customers.ticket.models import ServiceTicket
from customers.ticket.tests.test_tickets import ticket_of
from salesmgmt.core.models import Notice, Task
from salesmgmt.core.tests.factories import company
from salesmgmt.core.tests.test_approvals import run_together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    load_first_causes()
    return company()


def test_two_workers_at_once_tell_the_supervisor_once(people):
    """CMP-08"""
    complaint = complaint_of(people, hours_ago=13)
    now = timezone.now()
    assert sorted(run_together(*[lambda: watch_complaints(now)] * 2)) == [0, 1]
    assert Notice.objects.filter(user=people.supervisor, key__contains="half_time").count() == 1
    assert Complaint.objects.get(pk=complaint.pk).escalated_to == people.supervisor


def test_a_department_asked_by_two_at_once_is_asked_once(people):
    """CMP-03"""
    complaint = complaint_of(people)
    asks = [
        lambda who=who: handling.investigate(complaint.pk, who, ["tec"]) for who in (people.rep1, people.supervisor)
    ]
    assert refusals(run_together(*asks)) == []
    assert Investigation.objects.count() == 1


def test_the_customer_confirms_once(people):
    """CMP-04"""
    complaint = resolved(people)
    answers = [
        lambda yes=yes: handling.confirm_complaint(complaint.pk, people.rep1, "王芳", yes, "…") for yes in (True, False)
    ]
    assert len(refusals(run_together(*answers))) == 1
    found = Complaint.objects.get()
    assert (found.status, found.reopened) in (("customer_confirmed", 0), ("investigating", 1))


def test_a_complaint_carried_out_while_the_watch_runs_is_escalated_or_met_never_both(people):
    """CMP-08"""
    complaint = investigated(people, hours_ago=13)
    run_together(
        lambda: handling.propose_solution(complaint.pk, people.rep1, "a", "b"), lambda: watch_complaints(timezone.now())
    )
    found = Complaint.objects.get()
    told = Notice.objects.filter(user=people.supervisor, key__contains="half_time").count()
    assert (found.status, bool(found.half_time_told_at)) in (("solution_proposed", False), ("solution_proposed", True))
    assert told == int(bool(found.half_time_told_at))


def test_a_ticket_assigned_by_two_at_once_has_one_to_do(people):
    """SVC-03"""
    lines = [{"person": person, "skills": []} for person in (people.technical, people.production)]
    create_team(people.service, "服务队", people.service, lines)
    ticket = ticket_of(people, opened_at=timezone.now() - dt.timedelta(hours=25))
    acts = [
        lambda who=who: work.assign_ticket(ticket.pk, people.service, who)
        for who in (people.technical, people.production)
    ]
    run_together(*acts, lambda: alert_unassigned(timezone.now()))
    found = ServiceTicket.objects.get()
    assert [task.person for task in Task.objects.about(ticket).open()] == [found.assignee]
