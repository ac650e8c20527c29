"""A commission line is disputed or held back, and decided by somebody else; every cent is found again (PAY-09, PAY-11)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from customers.tests.factories import active_customer
from orders.payment.recording import reverse_payment
from orders.tests.factories_money import confirmed_payment
from performance.commission.computing import compute_month
from performance.commission.deciding import approve_statement, pay_statement, review_statement
from performance.commission.models import CommissionStatement, LineQuestion
from performance.commission.tests.test_months import mature, quota, statement_of
from performance.line_question.asking import decide_question, dispute_line, hold_line, withdraw_dispute
from performance.line_question.clock import remind_of_questions
from salesmgmt.core.calendar import now
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english", "english_people")]
MARCH, APRIL, MAY = (dt.date(2026, month, 1) for month in (3, 4, 5))
DAY = dt.date(2026, 4, 20)
STANDS, CORRECTED = "stands", "corrected"


@pytest.fixture
def move_to(time_machine):
    return lambda day: time_machine.move_to(f"{day}T10:00+08:00")


@pytest.fixture
def march(people, move_to):
    """Two payments of mature customers in March: 30.00 and 60.00; the quota is met."""
    move_to("2026-03-02")
    quota(people, "1200")
    for amount in ("10000.00", "20000.00"):
        people.payment = confirmed_payment(mature(people.rep1, people.manager), amount)
    move_to("2026-04-02")
    compute_month(MARCH, people.finance)
    return statement_of(people.rep1, MARCH)


def first(statement):
    return statement.lines.order_by("amount").first()


def fresh(statement):
    return CommissionStatement.objects.get(pk=statement.pk)


def approve(people, statement):
    review_statement(statement.pk, people.director)
    return approve_statement(statement.pk, people.gm)


def test_a_held_line_is_not_paid_and_the_rest_is(people, march):
    question = hold_line(march.pk, people.finance, first(march), "Is the customer mature?", DAY)
    assert (fresh(march).total, fresh(march).held, fresh(march).payable) == (Decimal(90), Decimal(30), Decimal(60))
    approve(people, march)
    pay_statement(march.pk, people.finance)
    question.refresh_from_db()
    assert question.withheld == Decimal("30.00")
    assert Notice.objects.filter(user=people.rep1, body="Is the customer mature?").exists()


def test_what_was_held_when_the_month_was_paid_is_paid_with_a_later_one(people, march, move_to):
    question = hold_line(march.pk, people.finance, first(march), "Is the customer mature?", DAY)
    approve(people, march)
    pay_statement(march.pk, people.finance)
    decide_question(march.pk, people.director, question, STANDS, "He is.")
    move_to("2026-05-02")
    compute_month(APRIL, people.finance)
    april = statement_of(people.rep1, APRIL)
    assert (april.total, april.released, april.payable) == (Decimal(0), Decimal(30), Decimal(30))
    compute_month(APRIL, people.finance)
    assert statement_of(people.rep1, APRIL).payable == Decimal(30)
    assert sum(each.payable for each in CommissionStatement.objects.filter(person=people.rep1)) == Decimal(90)


def test_a_correction_of_a_closed_month_is_a_line_of_a_later_one_and_the_year_adds_up(people, march, move_to):
    question = hold_line(march.pk, people.finance, first(march), "Half of it is a colleague's", DAY)
    approve(people, march)
    pay_statement(march.pk, people.finance)
    decide_question(march.pk, people.director, question, CORRECTED, "Half.", Decimal("15.00"))
    move_to("2026-05-02")
    compute_month(APRIL, people.finance)
    april = statement_of(people.rep1, APRIL)
    line = april.lines.get()
    assert (line.kind, line.amount, line.counter_of) == ("correction", Decimal("-15.00"), first(march))
    assert (fresh(march).total, april.total, april.payable) == (Decimal(90), Decimal(-15), Decimal(15))
    assert sum(each.total for each in CommissionStatement.objects.filter(person=people.rep1)) == Decimal(75)


def test_a_correction_stands_in_a_draft_at_once_and_survives_computing_anew(people, march):
    question = dispute_line(march.pk, people.rep1, first(march), "I sold to him alone.")
    decide_question(march.pk, people.director, question, CORRECTED, "Right.", Decimal("45.00"))
    assert fresh(march).total == Decimal(105)
    compute_month(MARCH, people.finance)
    assert fresh(march).total == Decimal(105)
    question.refresh_from_db()
    assert question.line.amount == Decimal(30)
    assert sorted(march.lines.values_list("kind", "amount")) == [
        ("collection", Decimal("30.00")),
        ("collection", Decimal("60.00")),
        ("correction", Decimal("15.00")),
    ]


def test_a_line_stays_held_when_the_month_is_computed_anew(people, march):
    hold_line(march.pk, people.finance, first(march), "Is the customer mature?", DAY)
    compute_month(MARCH, people.finance)
    assert (fresh(march).held, fresh(march).payable) == (Decimal(30), Decimal(60))


@pytest.mark.parametrize("amount", ["-0.01", "10000.01"])
def test_a_line_is_not_corrected_to_less_than_nothing_nor_to_more_than_what_came_in(people, march, amount):
    """The line of 30.00 comes from a payment of 10,000.00."""
    question = dispute_line(march.pk, people.rep1, first(march), "Another rate was agreed.")
    with pytest.raises(BusinessError, match="between nothing and its base, ¥10,000.00"):
        decide_question(march.pk, people.director, question, CORRECTED, "As agreed.", Decimal(amount))
    assert fresh(march).total == Decimal(90)
    decide_question(march.pk, people.director, question, CORRECTED, "As agreed.", Decimal(0))
    assert fresh(march).total == Decimal(60)


def test_a_corrected_payment_that_is_reversed_leaves_nothing(people, march, move_to):
    line = march.lines.order_by("-amount").first()
    question = dispute_line(march.pk, people.rep1, line, "more")
    decide_question(march.pk, people.director, question, CORRECTED, "Yes.", Decimal("70.00"))
    approve(people, march)
    move_to("2026-04-10")
    reverse_payment(people.payment.pk, people.finance, "bounced")
    move_to("2026-05-02")
    compute_month(APRIL, people.finance)
    assert statement_of(people.rep1, APRIL).total == Decimal("-70.00")


def test_no_more_is_withheld_than_there_is_to_pay(people, march):
    for line in march.lines.all():
        hold_line(march.pk, people.finance, line, "one by one", DAY)
    assert fresh(march).payable == 0
    approve(people, march)
    CommissionStatement.objects.filter(pk=march.pk)
    pay_statement(march.pk, people.finance)
    assert sorted(LineQuestion.objects.values_list("withheld", flat=True)) == [Decimal(30), Decimal(60)]


def test_nobody_decides_what_he_asked_or_what_is_his_own(people, march):
    held = hold_line(march.pk, people.finance, first(march), "Is the customer mature?", DAY)
    disputed = dispute_line(march.pk, people.rep1, first(march), "It is 60.")
    for person, question in ((people.finance, held), (people.rep1, held), (people.rep1, disputed), (people.rep2, held)):
        with pytest.raises(PermissionDenied, match="own commission or own question"):
            decide_question(march.pk, person, question, STANDS, "no")
    decide_question(march.pk, people.manager, held, STANDS, "He is mature.")
    with pytest.raises(BusinessError, match="has been decided by"):
        decide_question(march.pk, people.director, held, STANDS, "again")
    with pytest.raises(DatabaseError, match="decided_by_another"), transaction.atomic():
        LineQuestion.objects.filter(pk=disputed.pk).update(outcome=STANDS, decided_by=people.rep1)
    assert fresh(march).held == 0


def test_who_disputes_and_who_holds(people, march):
    line = first(march)
    with pytest.raises(PermissionDenied, match="by the person whose commission"):
        dispute_line(march.pk, people.manager, line, "no")
    for person in (people.rep1, people.supervisor, people.rep2):
        with pytest.raises(PermissionDenied, match="by finance or a manager"):
            hold_line(march.pk, person, line, "no", DAY)
    with pytest.raises(BusinessError, match="Give the reason"):
        hold_line(march.pk, people.finance, line, " ", DAY)
    with pytest.raises(BusinessError, match="has passed"):
        hold_line(march.pk, people.finance, line, "why", dt.date(2026, 4, 1))
    hold_line(march.pk, people.manager, line, "why", DAY)
    with pytest.raises(BusinessError, match="held back already"):
        hold_line(march.pk, people.finance, line, "why", DAY)
    question = dispute_line(march.pk, people.rep1, line, "mine")
    with pytest.raises(BusinessError, match="disputed already"):
        dispute_line(march.pk, people.rep1, line, "mine")
    withdraw_dispute(march.pk, people.rep1, question)
    with pytest.raises(PermissionDenied, match="as long as it is not decided"):
        withdraw_dispute(march.pk, people.rep1, question)


def test_a_paid_statement_holds_nothing_back_any_more(people, march):
    approve(people, march)
    pay_statement(march.pk, people.finance)
    with pytest.raises(PermissionDenied, match="before the statement is paid"):
        hold_line(march.pk, people.finance, first(march), "late", DAY)
    with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
        CommissionStatement.objects.filter(pk=march.pk).update(held=1)
    assert dispute_line(march.pk, people.rep1, first(march), "It is 60.").answer_by == dt.date(2026, 4, 10)


def test_whoever_waits_too_long_is_reminded_of_once(people, march, move_to):
    hold_line(march.pk, people.manager, first(march), "why", DAY)
    assert remind_of_questions(now()) == 0
    move_to("2026-04-21")
    assert remind_of_questions(now()) == 1
    assert remind_of_questions(now()) == 0
    assert Notice.objects.filter(user=people.finance, subject__contains="waits for a decision").exists()


def test_the_page_offers_it_and_the_list_names_it(client, people, march):
    address = reverse("commission-do", args=[march.pk, "hold-line"])
    client.force_login(people.finance)
    form = {"line": first(march).pk, "comment": "成熟客户待核实", "answer_by": "2026-04-20"}
    assert client.post(address, form).status_code == 302
    question = LineQuestion.objects.get()
    page = client.get(march.get_absolute_url()).content.decode()
    assert page.count("成熟客户待核实") >= 2  # the section, and the timeline
    assert "tag tag-warn" in page  # beside the standing of the line
    assert "成熟客户待核实" in client.get(reverse("line-question-list")).content.decode()
    client.force_login(people.rep1)
    assert "成熟客户待核实" in client.get(reverse("my-commission")).content.decode()
    dispute = reverse("commission-do", args=[march.pk, "dispute-line"])
    assert client.post(dispute, {"line": first(march).pk, "comment": "客户早已成熟"}).status_code == 302
    client.force_login(people.director)
    decide = reverse("commission-do", args=[march.pk, "decide-question"])
    answer = {"question": question.pk, "outcome": CORRECTED, "comment": "按 15 元"}
    assert client.post(decide, answer).status_code != 302
    assert client.post(decide, {**answer, "amount": "15.00"}).status_code == 302
    assert fresh(march).payable == Decimal("75.00")
    client.force_login(people.rep3)
    assert "客户早已成熟" not in client.get(reverse("line-question-list")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_keeps_its_queries(client, people, march, count, django_assert_max_num_queries):
    for _each in range(count):
        statement = march
        confirmed_payment(active_customer(people.rep1), "1.00")
    for line in statement.lines.all()[:count]:
        hold_line(march.pk, people.manager, line, "why", DAY)
    client.force_login(people.finance)
    client.get(reverse("line-question-list"))
    with django_assert_max_num_queries(14):
        assert client.get(reverse("line-question-list")).status_code == 200
    with django_assert_max_num_queries(20):
        assert client.get(march.get_absolute_url()).status_code == 200
