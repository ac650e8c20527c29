"""Runs over many customers in the worker: what they make, whom they leave out, progress and cancel (REC-02, REC-05)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from customers.tests.factories import active_customer
from orders.account.models import Account
from orders.customer_run import working
from orders.customer_run.models import CustomerRun
from orders.customer_run.states import RunKind
from orders.customer_run.working import run_customers, start_run
from orders.dunning.contact import log_action
from orders.dunning.letter import draft_letter, run_over
from orders.dunning.models import DunningLetter
from orders.dunning.run import draft_many
from orders.invoice.models import Invoice
from orders.statement.figures import figures_of
from orders.statement.models import Statement
from orders.statement.run import count_without_statement, make_many, without_statement
from orders.statement.sending import FIGURES, make_statement
from orders.tests.factories_money import confirmed_payment, posted_invoice
from salesmgmt.core import calendar
from salesmgmt.core.audit import timeline
from salesmgmt.core.domain import jobs
from salesmgmt.core.domain.discarding import discard
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import QueueFault

LAST = calendar.add_months(calendar.today().replace(day=1), -1)


def days(number):
    return calendar.today() + dt.timedelta(days=number)


def owing(people, amount="1000.00", owner=None):
    customer = active_customer(owner or people.rep1)
    posted_invoice(customer, amount, date=days(-70), due_date=days(-40))
    return customer


def done(user, kind, month=None):
    run = run_customers(start_run(user, kind, month).pk)
    assert run.error == ""
    return run


class TestLetters:
    def test_it_makes_what_the_single_act_makes(self, english, people):
        first, second = owing(people, "1000.00"), owing(people, "345.67")
        confirmed_payment(second, "45.67")
        alone = draft_letter(Account.objects.get(customer=first).pk, people.finance)
        said = (alone.level, alone.total, alone.deadline, alone.items.count())
        alone.items.all().delete()
        DunningLetter.objects.filter(pk=alone.pk).delete()
        run = done(people.finance, RunKind.LETTERS)
        assert (run.status, run.total, run.made, run.left_out) == ("done", 2, 2, {})
        made = DunningLetter.objects.get(customer=first)
        assert (made.level, made.total, made.deadline, made.items.count()) == said
        other = DunningLetter.objects.get(customer=second)
        assert (other.total, other.free) == (Decimal("345.67"), Decimal("45.67"))
        assert timeline(other).count() == 1

    def test_whoever_gets_none_is_counted_by_the_reason_in_his_language(self, people):
        people.finance.language = "en"
        people.finance.save(update_fields=["language"])
        with_draft, promised, paid, disputed = [owing(people) for _number in range(4)]
        draft_letter(Account.objects.get(customer=with_draft).pk, people.finance)
        log_action(promised.pk, people.rep1, date=days(0), way="call", measure="月底付", promised_on=days(3))
        confirmed_payment(paid, "1000.00")
        Invoice.objects.filter(customer=disputed).update(disputed=True)
        run = done(people.finance, RunKind.LETTERS)
        assert (run.total, run.made) == (3, 0)
        assert run.left_out == {
            "A draft waits to be sent.": 1,
            "Payment is promised.": 1,
            "Money that is not allocated yet covers it: allocate it first.": 1,
        }

    def test_a_rep_runs_over_his_own_customers(self, people):
        mine = owing(people)
        owing(people, owner=people.rep2)
        assert done(people.rep1, RunKind.LETTERS).made == 1
        assert DunningLetter.objects.get().customer == mine

    def test_ten_times_the_customers_ask_the_same_number_of_statements(self, people):
        def asked(count):
            pks = [Account.objects.get(customer=owing(people)).pk for _number in range(count)]
            with CaptureQueriesContext(connection) as found:
                assert draft_many(pks, people.finance).made == count
            return len(found)

        asked(1)
        assert asked(2) == asked(20)


class TestStatements:
    def test_it_says_what_the_single_act_says(self, people):
        customer = active_customer(people.rep1)
        posted_invoice(customer, "500.00", date=LAST - dt.timedelta(days=20), due_date=LAST - dt.timedelta(days=5))
        posted_invoice(customer, "80.10", date=LAST + dt.timedelta(days=2))
        confirmed_payment(customer, "120.05", date=LAST + dt.timedelta(days=3))
        assert done(people.finance, RunKind.STATEMENTS, LAST).made == 1
        made = Statement.objects.get()
        found = figures_of(customer, *calendar.month_bounds(LAST))
        assert {name: getattr(made, name) for name in FIGURES} == {name: getattr(found, name) for name in FIGURES}
        assert (made.closing, made.overdue) == (Decimal("460.05"), Decimal("500.00"))

    def test_who_has_one_keeps_it_and_a_discarded_one_is_none(self, english, people):
        there, gone = owing(people), owing(people)
        first, last = calendar.month_bounds(LAST)
        make_statement(people.finance, customer=there, date_from=first, date_to=last)
        thrown = make_statement(people.finance, customer=gone, date_from=first, date_to=last)
        discard(Statement, thrown.pk, people.finance, "漏了一张发票")
        run = done(people.finance, RunKind.STATEMENTS, LAST)
        assert (run.total, run.made) == (1, 1)
        pks = list(Account.objects.values_list("pk", flat=True))
        assert make_many(pks, people.finance, run).left_out == {"There is a statement of this month already.": 2}

    def test_ten_times_the_customers_ask_the_same_number_of_statements(self, people):
        run = CustomerRun(user=people.finance, kind=RunKind.STATEMENTS, month=LAST)

        def asked(count):
            pks = [Account.objects.get(customer=owing(people)).pk for _number in range(count)]
            with CaptureQueriesContext(connection) as found:
                assert make_many(pks, people.finance, run).made == count
            return len(found)

        asked(1)
        assert asked(2) == asked(20)

    def test_the_month_end_counts_them_as_the_run_finds_them(self, people):
        first, last = calendar.month_bounds(LAST)
        drawn, thrown, paid, later = (
            owing(people),
            owing(people, "7.00"),
            owing(people, "30.00"),
            active_customer(people.rep1),
        )
        make_statement(people.finance, customer=drawn, date_from=first, date_to=last)
        gone = make_statement(people.finance, customer=thrown, date_from=first, date_to=last)
        discard(Statement, gone.pk, people.finance, "漏了一张发票")
        confirmed_payment(paid, "30.00", date=days(0))
        posted_invoice(later, "5.00", date=days(0))
        moved = active_customer(people.rep1)
        posted_invoice(moved, "80.00", date=first)
        confirmed_payment(moved, "80.00", date=first)
        rows = without_statement(Account.objects.all(), first)
        assert set(rows.values_list("customer", flat=True)) == {thrown.pk, paid.pk, moved.pk}
        assert count_without_statement(first) == (3, sum(row.balance_then for row in rows)) == (3, Decimal("37.00"))


class TestWorker:
    def test_a_cancelled_run_keeps_what_it_made_and_the_next_goes_on(self, people, monkeypatch):
        monkeypatch.setattr(working, "PART", 1)
        for _number in range(3):
            owing(people)
        run = start_run(people.finance, RunKind.LETTERS)
        register = working._works[RunKind.LETTERS]

        def act(accounts, user, job):
            outcome = register.act(accounts, user, job)
            if DunningLetter.objects.count() == 2:
                jobs.cancel(CustomerRun, job.pk, people.finance)
            return outcome

        monkeypatch.setitem(working._works, "letters", working.Work(register.can, register.accounts, act))
        run = run_customers(run.pk)
        assert (run.status, run.made, DunningLetter.objects.count()) == ("cancelled", 2, 2)
        monkeypatch.undo()
        assert done(people.finance, RunKind.LETTERS).made == 1

    def test_one_run_of_a_kind_at_a_time(self, english, people):
        start_run(people.finance, RunKind.LETTERS)
        with pytest.raises(BusinessError, match="still at work"):
            start_run(people.finance, RunKind.LETTERS)
        start_run(people.rep1, RunKind.LETTERS)
        assert CustomerRun.objects.count() == 2

    def test_who_collects_nothing_starts_none(self, people, client, english):
        with pytest.raises(PermissionDenied, match="each for what is in his charge"):
            start_run(people.warehouse, RunKind.LETTERS)
        client.force_login(people.warehouse)
        for name in ("dunning-runs", "statement-runs"):
            assert client.get(reverse(name)).status_code == 403
            assert client.post(reverse(name)).status_code == 403
        assert not CustomerRun.objects.exists()

    def test_the_page_starts_shows_and_cancels(self, people, client):
        owing(people)
        client.force_login(people.finance)
        page = reverse("statement-runs")
        token = client.get(page).content.decode().split('name="form_token" value="')[1].split('"')[0]
        form = {"month": f"{LAST:%Y-%m-%d}", "form_token": token}
        assert client.post(page, form).url == page
        assert client.post(page, form).url == page
        run = CustomerRun.objects.get()
        assert reverse("customer-run-cancel", args=[run.pk]) in client.get(page).content.decode()
        client.force_login(people.rep1)
        assert client.post(reverse("customer-run-cancel", args=[run.pk])).status_code == 404
        client.force_login(people.finance)
        client.post(reverse("customer-run-cancel", args=[run.pk]))
        run.refresh_from_db()
        assert run.status == "cancelled"
        assert client.post(page, {"month": "x"}).status_code == 422

    def test_the_run_says_what_the_rules_say_of_each(self, people):
        owing(people)
        found = run_over(Account.objects.all()).get()
        assert (found.items, found.in_dispute, found.free, found.draft) == (1, Decimal(0), Decimal(0), None)

    def test_one_bad_customer_costs_no_other_his_letter(self, english, people, monkeypatch):
        good, bad, other = owing(people), owing(people), owing(people)
        register = working._works[RunKind.LETTERS]
        broken = Account.objects.get(customer=bad)

        def act(accounts, user, job):
            if broken.pk in accounts:
                raise ValueError("a figure that is none")
            return register.act(accounts, user, job)

        monkeypatch.setitem(working._works, "letters", working.Work(register.can, register.accounts, act))
        run = run_customers(start_run(people.finance, RunKind.LETTERS).pk)
        assert (run.status, run.made) == ("done", 2)
        assert list(run.left_out.values()) == [1]
        assert set(DunningLetter.objects.values_list("customer", flat=True)) == {good.pk, other.pk}
        fault = QueueFault.objects.get(queue=working.LEFT_OUT)
        assert (fault.row, "a figure that is none" in fault.reason) == (broken, True)
