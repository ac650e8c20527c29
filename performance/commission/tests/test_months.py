"""A month of commission from the movements of the ledger (PAY-03 to PAY-05, PAY-09 to PAY-11)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from customers.customer.maturity import set_mature
from customers.customer.models import Customer
from customers.customer.owner import reassign_customer
from customers.tests.factories import active_customer
from orders.payment.recording import reverse_payment
from orders.tests.factories_money import confirmed_payment, recorded_payment
from performance.commission.clock import close_month
from performance.commission.computing import compute_month
from performance.commission.deciding import (
    approve_statement,
    pay_statement,
    recalculate_statement,
    review_statement,
    send_back_statement,
)
from performance.commission.models import CommissionLine, CommissionMonth, CommissionStatement
from performance.commission.states import CommissionStatus
from performance.quota.models import Quota
from salesmgmt.core.calendar import now
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import AuditEntry, Notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english", "english_people")]
QUERIES = 53
MARCH, APRIL, MAY = (dt.date(2026, month, 1) for month in (3, 4, 5))


@pytest.fixture(autouse=True)
def in_march(time_machine):
    time_machine.move_to("2026-03-02T10:00+08:00")


@pytest.fixture
def move_to(time_machine):
    return lambda day: time_machine.move_to(f"{day}T10:00+08:00")


def mature(person, manager):
    customer = active_customer(person)
    Customer.objects.filter(pk=customer.pk).update(first_delivery_date=dt.date(2025, 1, 10))
    return set_mature(customer.pk, manager)


def statement_of(person, month):
    return CommissionStatement.objects.get(person=person, month=month)


def quota(people, amount="12000000", person=None):
    return Quota.objects.create(
        number=f"Q-{(person or people.rep1).pk}",
        rep=person or people.rep1,
        year=2026,
        collection_amount=Decimal(amount),
        status=Quota.Status.APPROVED,
        created_by=people.director,
    )


def approved(people, statement, **how):
    review_statement(statement.pk, people.director)
    return approve_statement(statement.pk, people.gm, **how)


def test_pay_04_mature_customers_give_three_per_mille_others_wait_for_a_rate(people, move_to):
    """PAY-04: 1,000,000 → 3,000.00; 500,000 of one who is not mature → 0.00, pending_rate"""
    confirmed_payment(mature(people.rep1, people.manager), "600000.00")
    confirmed_payment(mature(people.rep1, people.manager), "400000.00")
    confirmed_payment(active_customer(people.rep1), "500000.00")
    move_to("2026-04-02")
    compute_month(MARCH, people.finance)
    statement = statement_of(people.rep1, MARCH)
    assert (statement.total, statement.collected) == (Decimal("3000.00"), Decimal("1500000.00"))
    pending = statement.lines.get(standing="pending_rate")
    assert (pending.amount, pending.base, pending.rate) == (Decimal("0.00"), Decimal("500000.00"), None)
    assert {line.rate for line in statement.lines.filter(mature=True)} == {Decimal("3.000")}


def test_set_20a_gives_the_rate_of_the_others(people, move_to, settings_of):
    """PAY-04, SET-20a"""
    confirmed_payment(active_customer(people.rep1), "500000.00")
    settings_of(commission_other_per_mille="2")
    move_to("2026-04-02")
    compute_month(MARCH, people.finance)
    assert statement_of(people.rep1, MARCH).total == Decimal("1000.00")


def test_pay_09_a_payment_reversed_in_april_takes_back_in_april(people, move_to):
    """PAY-09: 10,000 in March +30.00, reversed in April −30.00; together 0.00 exactly"""
    customer = mature(people.rep1, people.manager)
    payment = confirmed_payment(customer, "10000.00")
    move_to("2026-04-02")
    compute_month(MARCH, people.finance)
    assert statement_of(people.rep1, MARCH).total == Decimal("30.00")
    approved(people, statement_of(people.rep1, MARCH))
    reverse_payment(payment.pk, people.finance, "bounced")
    # The class has changed meanwhile: what is taken back is what was given.
    set_mature(customer.pk, people.manager, is_mature=False)
    move_to("2026-05-02")
    compute_month(APRIL, people.finance)
    april = statement_of(people.rep1, APRIL)
    assert (april.total, april.payable, april.carried) == (Decimal("-30.00"), Decimal("0.00"), Decimal("-30.00"))
    counter = april.lines.get()
    assert counter.counter_of == statement_of(people.rep1, MARCH).lines.get()
    assert sum(CommissionLine.objects.values_list("amount", flat=True)) == Decimal("0.00")
    # What is below zero is carried on, not paid in.
    confirmed_payment(mature(people.rep1, people.manager), "30000.00")
    move_to("2026-06-02")
    compute_month(MAY, people.finance)
    may = statement_of(people.rep1, MAY)
    assert (may.total, may.brought_forward, may.payable) == (Decimal("90.00"), Decimal("-30.00"), Decimal("60.00"))


def test_pay_09_only_what_finance_has_confirmed_in_the_month(people, move_to):
    """PAY-09: received in March, confirmed in April: counts in April; recorded alone counts nowhere"""
    customer = mature(people.rep1, people.manager)
    recorded_payment(customer, "777.00")
    move_to("2026-04-02")
    confirmed_payment(customer, "10000.00", date=dt.date(2026, 3, 30))
    compute_month(MARCH, people.finance)
    assert not CommissionLine.objects.exists()
    move_to("2026-05-02")
    compute_month(APRIL, people.finance)
    assert statement_of(people.rep1, APRIL).lines.get().base == Decimal("10000.00")


def test_a_payment_confirmed_and_reversed_within_one_month(people, move_to):
    payment = confirmed_payment(mature(people.rep1, people.manager), "10000.00")
    reverse_payment(payment.pk, people.finance, "wrong booking")
    move_to("2026-04-02")
    compute_month(MARCH, people.finance)
    compute_month(MARCH, people.finance)
    statement = statement_of(people.rep1, MARCH)
    assert [line.amount for line in statement.lines.all()] == [Decimal("30.00"), Decimal("-30.00")]
    assert statement.total == Decimal("0.00")


def test_a_customer_handed_over_counts_for_each_by_the_day_of_the_payment(people, move_to):
    """CUS-08: half of March each"""
    customer = mature(people.rep1, people.manager)
    confirmed_payment(customer, "10000.00")
    move_to("2026-03-16")
    reassign_customer(customer.pk, people.manager, people.rep2, "new territory")
    confirmed_payment(customer, "20000.00", user=people.rep2)
    confirmed_payment(customer, "4000.00", date=dt.date(2026, 3, 15), user=people.rep2)
    move_to("2026-04-02")
    compute_month(MARCH, people.finance)
    assert statement_of(people.rep1, MARCH).total == Decimal("42.00")
    assert statement_of(people.rep2, MARCH).total == Decimal("60.00")


def test_the_class_is_that_of_the_day(people, move_to):
    """CUS-12: marked on the 16th"""
    customer = active_customer(people.rep1)
    Customer.objects.filter(pk=customer.pk).update(first_delivery_date=dt.date(2025, 1, 10))
    confirmed_payment(customer, "10000.00")
    move_to("2026-03-16")
    set_mature(customer.pk, people.manager)
    confirmed_payment(customer, "20000.00")
    move_to("2026-04-02")
    compute_month(MARCH, people.finance)
    assert [line.mature for line in statement_of(people.rep1, MARCH).lines.order_by("pk")] == [False, True]


def test_what_nobody_was_in_charge_of_is_listed_and_earns_nothing(people, move_to, client):
    customer = mature(people.rep1, people.manager)
    Customer.objects.filter(pk=customer.pk).update(owner=None, status="blocked")
    customer.owner_history.all().delete()
    confirmed_payment(customer, "10000.00", user=people.rep1)
    move_to("2026-04-02")
    compute_month(MARCH, people.finance)
    line = CommissionLine.objects.get()
    assert (line.statement, line.standing, line.amount) == (None, "nobody", Decimal("0.00"))
    client.force_login(people.finance)
    assert line.reference in client.get(reverse("commission-months")).content.decode()


def test_pay_03_below_the_quota_it_is_calculated_and_marked(people, move_to, client):
    """PAY-03: calculated, but marked "quota not met"; paid with the settlement of the year (SET-20b)"""
    quota(people, "12000000")
    confirmed_payment(mature(people.rep1, people.manager), "999999.99")
    move_to("2026-04-02")
    compute_month(MARCH, people.finance)
    statement = statement_of(people.rep1, MARCH)
    assert (statement.total, statement.quota, statement.qualified) == (
        Decimal("3000.00"),
        Decimal("1000000.00"),
        False,
    )
    approved(people, statement)
    with pytest.raises(BusinessError, match="settlement of the year"):
        pay_statement(statement.pk, people.finance)
    statement.refresh_from_db()
    assert statement.status == CommissionStatus.APPROVED
    client.force_login(people.rep1)
    assert "任务未完成" in client.get(statement.get_absolute_url()).content.decode()


def test_pay_03_with_the_quota_met_it_is_paid(people, move_to):
    """PAY-03"""
    quota(people, "12000000")
    confirmed_payment(mature(people.rep1, people.manager), "1000000.00")
    move_to("2026-04-02")
    compute_month(MARCH, people.finance)
    statement = approved(people, statement_of(people.rep1, MARCH))
    assert statement.qualified
    assert pay_statement(statement.pk, people.finance).status == CommissionStatus.PAID


def test_the_general_manager_pays_an_unmet_one_with_a_reason(people, move_to):
    confirmed_payment(mature(people.rep1, people.manager), "1000.00")
    move_to("2026-04-02")
    compute_month(MARCH, people.finance)
    statement = statement_of(people.rep1, MARCH)
    review_statement(statement.pk, people.director)
    with pytest.raises(BusinessError, match="reason why it is paid"):
        approve_statement(statement.pk, people.gm, pay_anyway=True)
    approve_statement(statement.pk, people.gm, "new territory", pay_anyway=True)
    assert pay_statement(statement.pk, people.finance).status == CommissionStatus.PAID


def test_pay_11_an_approved_statement_is_not_recalculated(people, move_to):
    """PAY-11: refused; corrections go to the next month"""
    customer = mature(people.rep1, people.manager)
    confirmed_payment(customer, "10000.00")
    move_to("2026-04-02")
    compute_month(MARCH, people.finance)
    statement = approved(people, statement_of(people.rep1, MARCH))
    with pytest.raises(BusinessError, match="corrections go to the next month"):
        recalculate_statement(statement.pk, people.finance)
    compute_month(MARCH, people.finance)  # the others' may be; his stays
    statement.refresh_from_db()
    assert (statement.status, statement.total, statement.lines.count()) == ("approved", Decimal("30.00"), 1)
    with pytest.raises(DatabaseError, match="approved_is_kept|Cannot update"), transaction.atomic():
        CommissionStatement.objects.filter(pk=statement.pk).update(total=1)
    with pytest.raises(DatabaseError, match="is kept"), transaction.atomic():
        statement.lines.all().delete()
    with pytest.raises(DatabaseError, match="written_once"), transaction.atomic():
        statement.lines.update(amount=1)


def test_pay_11_the_way_of_a_statement_and_who_goes_it(people, move_to):
    """PAY-11, SEC-04: calculated → reviewed (head of sales) → approved (GM) → paid (finance)"""
    confirmed_payment(mature(people.rep1, people.manager), "10000.00")
    quota(people, "12.00")
    move_to("2026-04-02")
    compute_month(MARCH, people.finance)
    statement = statement_of(people.rep1, MARCH)
    for person in (people.rep1, people.manager, people.gm, people.finance, people.admin):
        with pytest.raises(PermissionDenied, match="head of sales"):
            review_statement(statement.pk, person)
    with pytest.raises(BusinessError, match="cannot become"):
        approve_statement(statement.pk, people.gm)
    review_statement(statement.pk, people.director, "checked")
    with pytest.raises(PermissionDenied, match="general manager"):
        approve_statement(statement.pk, people.director)
    with pytest.raises(BusinessError, match="Give the reason"):
        send_back_statement(statement.pk, people.gm, " ")
    send_back_statement(statement.pk, people.gm, "one payment is missing")
    approved(people, statement)
    assert Notice.objects.filter(user=people.rep1, subject__contains="2026-03").exists()
    with pytest.raises(PermissionDenied, match="finance"):
        pay_statement(statement.pk, people.gm)
    paid = pay_statement(statement.pk, people.finance)
    assert (paid.status, paid.paid_on) == ("paid", dt.date(2026, 4, 2))


def test_months_are_decided_in_their_order(people, move_to):
    confirmed_payment(mature(people.rep1, people.manager), "10000.00")
    move_to("2026-05-02")
    compute_month(MARCH, people.finance)
    compute_month(APRIL, people.finance)
    with pytest.raises(BusinessError, match="2026-03 comes first"):
        review_statement(statement_of(people.rep1, APRIL).pk, people.director)
    with pytest.raises(BusinessError, match="earlier month cannot be added"):
        compute_month(dt.date(2026, 2, 1), people.finance)


def test_what_came_late_goes_into_the_next_month(people, move_to):
    """A statement that was reviewed takes nothing more; the movement is in the month after, once."""
    customer = mature(people.rep1, people.manager)
    confirmed_payment(customer, "10000.00")
    move_to("2026-04-02")
    compute_month(MARCH, people.finance)
    review_statement(statement_of(people.rep1, MARCH).pk, people.director)
    late = confirmed_payment(customer, "1000.00", date=dt.date(2026, 3, 31))
    move_to("2026-05-02")
    compute_month(MARCH, people.finance)
    compute_month(APRIL, people.finance)
    assert statement_of(people.rep1, MARCH).total == Decimal("30.00")
    assert statement_of(people.rep1, APRIL).lines.get().reference == late.number


def test_computing_anew_says_what_changed_and_keeps_what_was_taken_back_later(people, move_to, settings_of):
    payment = confirmed_payment(active_customer(people.rep1), "10000.00")
    confirmed_payment(active_customer(people.rep1), "10000.00")
    move_to("2026-04-02")
    compute_month(MARCH, people.finance)
    reverse_payment(payment.pk, people.finance, "bounced")
    move_to("2026-05-02")
    compute_month(APRIL, people.finance)
    settings_of(commission_other_per_mille="1")
    compute_month(MARCH, people.finance)
    statement = statement_of(people.rep1, MARCH)
    assert statement.total == Decimal("10.00")
    assert statement_of(people.rep1, APRIL).total == Decimal("0.00")
    entry = AuditEntry.objects.filter(action="Computed", object_id=statement.pk).first()
    assert entry.changes["total"] == ["0.00", "10.00"]
    (document,) = set(entry.changes) - {"total"}
    assert document.startswith("Collection PAY-")
    assert entry.changes[document] == ["0.00", "10.00"]


def test_pay_10_with_commission_on_and_bonus_off_only_commission_appears(people, move_to, settings_of):
    """PAY-10, SET-47a"""
    confirmed_payment(mature(people.rep1, people.manager), "10000.00")
    move_to("2026-04-02")
    compute_month(MARCH, people.finance)
    assert set(CommissionLine.objects.values_list("kind", flat=True)) == {"collection"}
    settings_of(pay_components=["points"])
    with pytest.raises(BusinessError, match="Neither commission nor bonus"):
        compute_month(MARCH, people.finance)
    settings_of(pay_components=["bonus"])
    compute_month(MARCH, people.finance)
    assert not CommissionLine.objects.exists()


def test_j18_the_clock_computes_the_past_month_once(people, move_to):
    """J18, PAY-04"""
    confirmed_payment(mature(people.rep1, people.manager), "10000.00")
    move_to("2026-04-01")
    assert close_month(now()) == 3  # a statement for every representative
    assert close_month(now()) == 0
    assert CommissionMonth.objects.get().month == MARCH
    assert Notice.objects.filter(user=people.director, subject__contains="to review").count() == 1


def test_a_month_is_computed_when_it_is_over_by_who_may(people):
    with pytest.raises(BusinessError, match="2026-03 is not over yet"):
        compute_month(MARCH, people.finance)
    for person in (people.rep1, people.manager, people.gm, people.admin):
        with pytest.raises(PermissionDenied, match="head of sales or by finance"):
            compute_month(dt.date(2026, 2, 1), person)


@pytest.mark.parametrize("count", [1, 3])
def test_a_month_costs_the_same_queries_for_any_number_of_people(people, move_to, count, django_assert_num_queries):
    for person in (people.rep1, people.rep2, people.rep3)[:count]:
        boss = people.manager2 if person == people.rep3 else people.manager
        for _again in range(count):
            confirmed_payment(mature(person, boss), "1000.00")
    move_to("2026-04-02")
    compute_month(MARCH)
    with django_assert_num_queries(QUERIES):
        compute_month(MARCH)
