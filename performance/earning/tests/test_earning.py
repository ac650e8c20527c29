"""What was not paid and why, and what overdue invoices would give (PAY-03, PAY-04, PAY-09, SET-20a)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from customers.tests.factories import active_customer
from orders.tests.factories_money import confirmed_payment, posted_invoice
from performance.commission.computing import compute_month
from performance.commission.deciding import approve_statement, pay_statement, review_statement
from performance.commission.models import CommissionLine
from performance.commission.movement import pasts_of
from performance.commission.tables import line_table
from performance.commission.tests.test_months import mature, quota, statement_of
from performance.earning.simulation import if_paid, overdue_of, owed
from performance.earning.tables import UndecidedRows
from performance.earning.unpaid import unpaid_lines
from performance.line_question.asking import decide_question, hold_line
from salesmgmt.core.calendar import today
from salesmgmt.core.models import AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english", "english_people")]
MARCH = dt.date(2026, 3, 1)


@pytest.fixture
def march(people, time_machine):
    time_machine.move_to("2026-03-02T10:00+08:00")
    quota(people, "1200")
    confirmed_payment(mature(people.rep1, people.manager), "10000.00")
    confirmed_payment(mature(people.rep2, people.manager), "10000.00")
    confirmed_payment(active_customer(people.rep1), "5000.00")
    time_machine.move_to("2026-04-02T10:00+08:00")
    compute_month(MARCH, people.finance)
    return statement_of(people.rep1, MARCH)


def reasons(person):
    return sorted(unpaid_lines().filter(person=person).values_list("why", flat=True))


def test_each_line_that_is_not_paid_says_why(people, march):
    assert reasons(people.rep1) == ["pending_rate", "to_review"]
    line = march.lines.get(mature=True)
    question = hold_line(march.pk, people.finance, line, "why", today())
    assert reasons(people.rep1) == ["held", "pending_rate"]
    review_statement(march.pk, people.director)
    approve_statement(march.pk, people.gm)
    pay_statement(march.pk, people.finance)
    decide_question(march.pk, people.director, question, "stands", "paid later")
    assert reasons(people.rep1) == ["pending_rate", "released"]


def test_below_the_quota_it_waits_for_the_settlement(people, march):
    other = statement_of(people.rep2, MARCH)
    assert reasons(people.rep2) == ["to_review"]
    review_statement(other.pk, people.director)
    assert reasons(people.rep2) == ["to_approve"]
    approve_statement(other.pk, people.gm)
    assert reasons(people.rep2) == ["quota"]


def test_what_is_paid_is_in_the_list_no_more(people, march):
    review_statement(march.pk, people.director)
    approve_statement(march.pk, people.gm)
    assert reasons(people.rep1) == ["pending_rate", "to_pay"]
    pay_statement(march.pk, people.finance)
    assert reasons(people.rep1) == ["pending_rate"]


def test_a_rep_reads_his_own_list_and_no_other(client, people, march):
    names = {each.pk: str(each.customer) for each in CommissionLine.objects.select_related("customer")}
    mine = {name for pk, name in names.items() if CommissionLine.objects.get(pk=pk).person_id == people.rep1.pk}
    client.force_login(people.rep1)
    page = client.get(reverse("commission-unpaid")).content.decode()
    assert {name for name in names.values() if name in page} == mine
    client.force_login(people.finance)
    page = client.get(reverse("commission-unpaid")).content.decode()
    assert all(name in page for name in names.values())


def test_the_trial_gives_what_the_computation_gives_afterwards(people, march, time_machine):
    """The same function: what the trial says is what the month says once the customer has paid."""
    customer = mature(people.rep1, people.manager)
    posted_invoice(customer, "40000.00", dt.date(2026, 3, 5), dt.date(2026, 3, 20))
    before = AuditEntry.objects.count(), CommissionLine.objects.count()
    rows = overdue_of(people.rep1, today())
    trial = if_paid(people.rep1, rows, today(), pasts_of(row.customer for row in rows))
    assert (owed(rows), trial.money, trial.amount) == (Decimal(40000), Decimal(40000), Decimal("120.00"))
    assert (trial.quota, trial.is_met) == (Decimal(100), True)
    assert (AuditEntry.objects.count(), CommissionLine.objects.count()) == before
    confirmed_payment(customer, "40000.00")
    time_machine.move_to("2026-05-02T10:00+08:00")
    compute_month(dt.date(2026, 4, 1), people.finance)
    assert statement_of(people.rep1, dt.date(2026, 4, 1)).total == trial.amount


def test_the_trial_says_where_no_rate_is_decided(people, march):
    posted_invoice(active_customer(people.rep1), "1000.00", dt.date(2026, 3, 5), dt.date(2026, 3, 20))
    rows = overdue_of(people.rep1, today())
    trial = if_paid(people.rep1, rows, today(), pasts_of(row.customer for row in rows))
    assert (trial.amount, trial.undecided) == (Decimal(0), Decimal(1000))


def test_on_my_page_some_invoices_are_chosen(client, people, march):
    customer = mature(people.rep1, people.manager)
    chosen = posted_invoice(customer, "40000.00", dt.date(2026, 3, 5), dt.date(2026, 3, 20))
    posted_invoice(customer, "7000.00", dt.date(2026, 3, 6), dt.date(2026, 3, 21))
    client.force_login(people.rep1)
    assert follows(client).context["trial"].amount == Decimal("141.00")
    assert follows(client, invoice=[chosen.pk, "x"]).context["trial"].amount == Decimal("120.00")
    assert follows(client, invoice=["x"]).context["trial"] is None
    client.force_login(people.rep2)
    assert follows(client, invoice=chosen.pk).context["trial"] is None


def follows(client, **asked):
    """What my commission reads after it stands, by the address it names."""
    return client.get(client.get(reverse("my-commission"), asked).context["more"], headers={"HX-Request": "true"})


def test_what_follows_is_a_page_of_its_own_without_a_script(client, people, march):
    invoice = posted_invoice(mature(people.rep1, people.manager), "40000.00", dt.date(2026, 3, 5), dt.date(2026, 3, 20))
    client.force_login(people.rep1)
    alone, part = client.get(reverse("my-commission-more")).content.decode(), follows(client).content.decode()
    assert invoice.number in alone
    assert invoice.number in part
    assert "<html" in alone
    assert "<html" not in part
    assert invoice.number not in client.get(reverse("my-commission")).content.decode()
    client.force_login(people.quality)
    assert client.get(reverse("my-commission-more")).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_my_commission_and_the_list_keep_their_queries(client, people, march, count, django_assert_max_num_queries):
    for _each in range(count):
        customer = mature(people.rep1, people.manager)
        posted_invoice(customer, "40000.00", dt.date(2026, 3, 5), dt.date(2026, 3, 20))
    client.force_login(people.rep1)
    mine, more = reverse("my-commission"), reverse("my-commission-more")
    for address, most in ((mine, 14), (more, 17), (reverse("commission-unpaid"), 14)):
        client.get(address)
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200


def test_a_rate_is_tried_before_it_is_decided(client, people, march):
    """SET-20a: what 3 ‰ would cost, and nothing is stored"""
    lines = list(CommissionLine.objects.order_by("pk").values())
    client.force_login(people.gm)
    address = reverse("commission-unpaid")
    shown = dict(client.get(address, {"trial": "3"}).context["summary"])
    assert list(shown.values()) == [Decimal("60.00"), Decimal("5000.00"), Decimal("15.00")]
    for nonsense in ("", "much", "-1", "9999999", "NaN"):
        assert len(client.get(address, {"trial": nonsense}).context["summary"]) == 1
    assert list(CommissionLine.objects.order_by("pk").values()) == lines


def test_lines_without_a_rate_show_what_they_are_counted_from(people):
    names = [column.name for column in line_table([], people.rep1, UndecidedRows).columns]
    assert names == ["day", "kind", "reference", "customer", "mature", "base", "standing"]
