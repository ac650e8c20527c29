"""SUP-07: who comes near his warning line, or crosses it, is told to rep, manager and finance every day, once."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from customers.duplicate.merge import merge_customers
from customers.tests.factories import active_customer
from orders.supply.rules import line_state
from orders.tests.factories_money import posted_invoice
from orders.warning_line.models import LineAlert
from orders.warning_line.standing import watch_warning_lines
from salesmgmt.core.models import Notice, User

pytestmark = pytest.mark.django_db


def owes(people, amount, grade="D"):
    customer = active_customer(people.rep1, grade=grade)
    posted_invoice(customer, amount)
    return customer


def open_alerts():
    return list(LineAlert.objects.open().values_list("state", flat=True))


@pytest.mark.parametrize(
    ("outstanding", "state"),
    [
        ("119999.99", ""),
        ("120000.00", "near_warning_line"),
        ("150000.00", "near_warning_line"),
        ("150000.01", "over_warning_line"),
    ],
)
def test_grade_d_is_near_from_120000_and_over_from_150000_01(people, outstanding, state):
    """SUP-07, SET-12"""
    customer = owes(people, outstanding)
    told = watch_warning_lines()
    assert open_alerts() == ([state] if state else [])
    readers = set(Notice.objects.filter(key__startswith="warning-line-").values_list("user", flat=True))
    assert readers == ({people.rep1.pk, people.manager.pk, people.finance.pk} if state else set())
    assert told == len(readers)
    if state:
        alert = customer.line_alerts.get()
        assert (alert.grade, alert.line, alert.balance) == ("D", 150000, Decimal(outstanding))
    assert line_state(Decimal(150000), Decimal(outstanding), 80) == state


def test_a_second_run_and_the_next_day_alert_nobody_again(people):
    """SUP-07, J07"""
    owes(people, "120000.00")
    now = timezone.now()
    assert watch_warning_lines(now) == 3
    assert watch_warning_lines(now) == 0
    assert watch_warning_lines(now + dt.timedelta(days=1)) == 0
    assert LineAlert.objects.count() == 1


def test_subject_and_figures_are_told_in_the_language_of_the_reader(people):
    """SUP-07: the job has a language, too, and it is nobody's"""
    User.objects.filter(pk=people.manager.pk).update(language="en")
    User.objects.filter(pk=people.finance.pk).update(language="zh-hans")
    owes(people, "120000")
    watch_warning_lines()
    english, chinese = (
        Notice.objects.get(user=person, key__startswith="warning-line-") for person in (people.manager, people.finance)
    )
    assert "Near the warning line" in english.subject and "warning line" in english.body
    assert "警戒线" in chinese.subject and "警戒线" in chinese.body


def test_who_crosses_the_line_is_told_anew_and_who_pays_is_told_no_more(people):
    """SUP-07"""
    customer = owes(people, "120000.00")
    watch_warning_lines()
    posted_invoice(customer, "40000.00")
    assert watch_warning_lines() == 3
    assert [(alert.state, alert.ended_at is None) for alert in LineAlert.objects.order_by("pk")] == [
        ("near_warning_line", False),
        ("over_warning_line", True),
    ]
    assert open_alerts() == ["over_warning_line"]


def test_the_part_of_the_line_and_the_balance_are_settings(people, settings_of):
    """SUP-07, SET-12, SET-09"""
    owes(people, "120000.00")
    settings_of(near_line_percent=90)
    assert watch_warning_lines() == 0
    settings_of(near_line_percent=80, supply_balance="overdue")
    assert watch_warning_lines() == 0
    assert watch_warning_lines(timezone.now() + dt.timedelta(days=400)) == 0 or open_alerts()


def test_the_figures_of_many_customers_come_from_as_many_queries_as_of_one(people, django_assert_max_num_queries):
    for _each in range(5):
        owes(people, "1000.00")
    with django_assert_max_num_queries(8):
        watch_warning_lines()


def test_the_list_shows_the_customers_of_whom_one_may_read_receivables(client, people):
    mine = owes(people, "150000.01")
    other = active_customer(people.rep2, grade="D")
    posted_invoice(other, "120000.00")
    watch_warning_lines()
    seen = {}
    for who in (people.rep1, people.finance):
        client.force_login(who)
        page = client.get(reverse("line-alert-list"), {"open": "true"}).content.decode()
        seen[who] = [str(customer) in page for customer in (mine, other)]
    assert seen == {people.rep1: [True, False], people.finance: [True, True]}
    client.force_login(people.production)
    assert client.get(reverse("line-alert-list")).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_questions_for_one_row_and_three(client, people, rows, django_assert_num_queries):
    for _each in range(rows):
        owes(people, "150000.01")
    watch_warning_lines()
    client.force_login(people.finance)
    client.get(reverse("line-alert-list"))
    with django_assert_num_queries(8):
        assert client.get(reverse("line-alert-list"), {"open": "true"}).context["total"] == str(rows)


def test_two_files_of_one_customer_with_an_alert_each_become_one(people):
    kept, merged = owes(people, "120000.00"), active_customer(people.rep1, grade="D")
    watch_warning_lines()
    now = timezone.now()
    LineAlert.objects.create(
        customer=merged, state="over_warning_line", grade="D", line=150000, balance=150001, raised_at=now
    )
    merge_customers(kept.pk, people.manager, merged.pk, "同一客户")
    assert open_alerts() == ["near_warning_line"]
    assert not LineAlert.objects.open().filter(customer=merged).exists()
