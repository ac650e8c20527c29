"""The month opens, the four marks are set, the task is done (REC-05, J17)."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from customers.tests.factories import active_customer
from orders.dunning.contact import log_action
from orders.monthly_task.marking import reopen, set_mark, state_of
from orders.monthly_task.models import MonthlyAccountTask
from orders.monthly_task.opening import open_month
from orders.monthly_task.states import MarkKind, MonthlyTaskStatus
from orders.statement.models import Statement
from orders.statement.sending import explain_difference, record_answer, send_statement
from orders.tests.factories import confirmed_order
from orders.tests.factories_fulfilment import signed_delivery, stocked_order
from orders.tests.factories_money import posted_invoice
from salesmgmt.core import calendar
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import Notice


def first_of_month():
    return calendar.today().replace(day=1)


def opened(customer, amount="1000.00", late=None):
    """The open task of a customer who has one invoice of last month."""
    day = first_of_month() - dt.timedelta(days=10)
    due = calendar.today() + dt.timedelta(days=30) if late is None else calendar.today() - dt.timedelta(days=late)
    posted_invoice(customer, amount, date=min(day, due), due_date=due)
    open_month(calendar.now())
    return MonthlyAccountTask.objects.get(customer=customer)


def agreed(task, user):
    statement = send_statement(Statement.objects.get(customer=task.customer).pk, user)
    return record_answer(statement.pk, user, statement.closing)


class TestOpening:
    def test_rec_05_three_customers_give_three_tasks_once(self, people):
        """REC-05"""
        for _number in range(3):
            posted_invoice(active_customer(people.rep1), "100.00")
        active_customer(people.rep1)  # without an account: nothing to post or to reconcile
        assert open_month(calendar.now()) == 3
        assert open_month(calendar.now()) == 0
        assert MonthlyAccountTask.objects.count() == 3
        assert Statement.objects.filter(status=Statement.Status.DRAFT).count() == 3
        assert Notice.objects.filter(user=people.rep1, url__contains="monthly-tasks").count() == 1

    def test_the_next_month_gives_the_next_task(self, people, customer):
        opened(customer)
        following = calendar.at(calendar.add_months(first_of_month(), 1))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(calendar, "today", lambda: following.date())
            assert open_month(following) == 1


class TestMarks:
    def test_with_the_fourth_mark_the_task_is_done(self, people, customer):
        task = opened(customer)
        agreed(task, people.rep1)
        for kind in MarkKind:
            task = set_mark(task.pk, people.rep1, kind)
        assert task.status == MonthlyTaskStatus.DONE

    def test_three_marks_leave_it_open_and_one_twice_counts_once(self, people, customer):
        task = opened(customer)
        agreed(task, people.rep1)
        for kind in (MarkKind.POSTING, MarkKind.POSTING, MarkKind.RECONCILIATION, MarkKind.DUNNING):
            task = set_mark(task.pk, people.rep1, kind)
        assert (task.status, task.marks.count()) == (MonthlyTaskStatus.OPEN, 3)

    def test_rec_05_a_difference_must_be_explained_first(self, english, people, customer):
        """REC-05"""
        task = opened(customer)
        statement = send_statement(Statement.objects.get().pk, people.rep1)
        record_answer(statement.pk, people.rep1, statement.closing - 5, "少记一笔")
        with pytest.raises(BusinessError, match="Explain the difference on the statement first"):
            set_mark(task.pk, people.rep1, MarkKind.RECONCILIATION, "差 5 元")
        explain_difference(statement.pk, people.rep1, "在途")
        assert set_mark(task.pk, people.rep1, MarkKind.RECONCILIATION).marks.count() == 1

    def test_what_was_signed_before_the_month_is_billed_first(self, english, people, customer):
        task = opened(customer)
        note = signed_delivery(people, stocked_order(people, confirmed_order(customer)))
        type(note).objects.filter(pk=note.pk).update(signed_at=calendar.at(first_of_month()) - dt.timedelta(days=2))
        assert state_of(task).unbilled == 1
        with pytest.raises(BusinessError, match="not billed yet"):
            set_mark(task.pk, people.rep1, MarkKind.POSTING)

    def test_overdue_money_needs_an_action_of_this_month(self, english, people, customer):
        task = opened(customer, late=3)
        with pytest.raises(BusinessError, match="no collection action this month"):
            set_mark(task.pk, people.rep1, MarkKind.DUNNING)
        log_action(customer.pk, people.rep1, date=calendar.today(), way="call", measure="月底付款", cause="payment_run")
        assert set_mark(task.pk, people.rep1, MarkKind.DUNNING).marks.count() == 1

    def test_old_debts_need_a_word(self, english, people, customer):
        task = opened(customer, late=61)
        assert state_of(task).old == 1000
        with pytest.raises(BusinessError, match="long overdue"):
            set_mark(task.pk, people.rep1, MarkKind.RECOVERY)
        assert set_mark(task.pk, people.rep1, MarkKind.RECOVERY, "已发律师函").marks.count() == 1

    def test_another_rep_marks_nothing(self, english, people, customer):
        task = opened(customer)
        with pytest.raises(PermissionDenied, match="in charge of the customer"):
            set_mark(task.pk, people.rep2, MarkKind.POSTING)
        assert not task.marks.exists()

    def test_a_done_task_is_opened_again_with_its_reason(self, people, customer):
        task = opened(customer)
        agreed(task, people.rep1)
        for kind in MarkKind:
            set_mark(task.pk, people.rep1, kind)
        task = reopen(task.pk, people.rep1, "看错了")
        assert (task.status, task.marks.count()) == (MonthlyTaskStatus.OPEN, 0)


def test_the_pages(people, customer, client):
    task = opened(customer)
    client.force_login(people.rep1)
    assert task.number in client.get(reverse("monthly-account-task-list")).content.decode()
    assert client.get(reverse("customer-monthly-tasks", args=[customer.pk])).status_code == 200
    assert client.get(task.get_absolute_url()).status_code == 200
    client.post(reverse("monthly-account-task-do", args=[task.pk, "posting"]), {"note": ""})
    assert task.marks.get().marked_by == people.rep1
    client.force_login(people.rep2)
    assert client.get(task.get_absolute_url()).status_code == 404


def test_the_list_asks_the_same_number_of_queries_however_many_rows(people, customer, client):
    opened(customer)
    client.force_login(people.manager)

    def asked():
        client.get(reverse("monthly-account-task-list"))
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse("monthly-account-task-list")).status_code == 200
        return len(found)

    once = asked()
    for _number in range(2):
        opened(active_customer(people.rep1))
    assert asked() == once
