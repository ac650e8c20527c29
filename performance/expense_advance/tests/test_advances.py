"""Advances: asked for, approved, paid out by finance, set off against claims by themselves, given back."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from performance.expense_advance.giving import (
    create_advance,
    give_back,
    open_sum,
    pay_advance,
    submit_advance,
    update_advance,
)
from performance.expense_advance.models import AdvanceMovement, ExpenseAdvance
from performance.expense_advance.rules import set_off, to_pay
from performance.expense_claim.auditing import paid_in_words, pay_claim
from performance.expense_claim.tests.test_expense_claims import audited, budget, row
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.exceptions import BusinessError, PermissionDenied

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

D = Decimal


def asked(person, amount="12000"):
    return create_advance(person, D(amount), purpose="Trip", needed_on=today())


def held(people, person, amount="12000"):
    made = asked(person, amount)
    submit_advance(made.pk, person)
    approvals.approve(approvals.open_steps_of(made).get().pk, people.manager)
    pay_advance(made.pk, people.finance, today())
    made.refresh_from_db()
    return made


@pytest.mark.parametrize(
    ("claimed", "open_amounts", "taken", "left"),
    [
        ("15000", ["12000"], ["12000"], "3000"),
        ("5000", ["12000"], ["5000"], "0"),
        ("100", ["60", "60"], ["60", "40"], "0"),
        ("100", [], [], "100"),
    ],
)
def test_a_claim_less_the_open_advance_is_paid(claimed, open_amounts, taken, left):
    amounts = [D(each) for each in open_amounts]
    assert set_off(D(claimed), amounts) == [D(each) for each in taken]
    assert to_pay(D(claimed), sum(amounts, D(0))) == D(left)


def test_a_claim_is_set_off_by_itself_when_it_is_paid(people):
    """15,000 claimed, 12,000 held: 3,000 are paid"""
    budget(people, 20000)
    first, second = held(people, people.rep1, "10000"), held(people, people.rep1, "2000")
    held(people, people.rep2, "500")
    made = audited(people, people.rep1, row("A1", "15000"))
    assert "15,000.00 − open advances 12,000.00 = 3,000.00 to pay" in paid_in_words(made)
    pay_claim(made.pk, people.finance, today())
    for each in (made, first, second):
        each.refresh_from_db()
    assert (made.set_off, made.paid_out, first.status, second.status) == (D(12000), D(3000), "settled", "settled")
    assert (open_sum(people.rep1), open_sum(people.rep2)) == (D(0), D(500))
    assert list(AdvanceMovement.objects.values_list("reference", "amount")) == [
        (made.number, D(10000)),
        (made.number, D(2000)),
    ]


def test_a_small_claim_leaves_the_rest_open_and_what_is_left_is_given_back(people):
    budget(people, 20000)
    advance = held(people, people.rep1)
    made = audited(people, people.rep1, row("A1", "5000"))
    pay_claim(made.pk, people.finance, today())
    advance.refresh_from_db()
    assert (advance.status, advance.open_amount) == ("paid_out", D(7000))
    with pytest.raises(BusinessError, match="At most ¥7,000.00"):
        give_back(advance.pk, people.finance, D("7000.01"))
    with pytest.raises(PermissionDenied, match="Only finance"):
        give_back(advance.pk, people.manager, D(1))
    give_back(advance.pk, people.finance, D(7000))
    advance.refresh_from_db()
    assert (advance.status, advance.open_amount) == ("settled", D(0))
    assert sum(advance.movements.values_list("amount", flat=True)) == advance.amount
    with pytest.raises(IntegrityError, match="expense_advance_open_while_held"), transaction.atomic():
        ExpenseAdvance.objects.filter(pk=advance.pk).update(open_amount=D(1))


def test_who_asks_approves_and_pays(people):
    made = asked(people.rep1)
    for person in (people.gm, people.finance, people.quality):
        with pytest.raises(PermissionDenied, match="each for what is in his charge"):
            asked(person)
    with pytest.raises(BusinessError, match="above zero"):
        asked(people.rep1, "0")
    with pytest.raises(PermissionDenied, match="by the person himself"):
        update_advance(made.pk, people.manager, D(1))
    submit_advance(made.pk, people.rep1)
    step = approvals.open_steps_of(made).get()
    with pytest.raises(PermissionDenied, match="not yours|You wrote"):
        approvals.approve(step.pk, people.finance)
    with pytest.raises(BusinessError, match="cannot become|approval"):
        pay_advance(made.pk, people.finance, today())
    approvals.approve(step.pk, people.manager)
    with pytest.raises(PermissionDenied, match="Only finance"):
        pay_advance(made.pk, people.manager, today())
    managers = asked(people.manager)
    submit_advance(managers.pk, people.manager)
    assert approvals.open_steps_of(managers).get().assignee == people.director


def test_on_the_pages(client, people):
    client.force_login(people.rep1)
    form = {"purpose": "Trip", "amount": "100", "needed_on": today()}
    answer = client.post(reverse("expense-advance-create"), form)
    made = ExpenseAdvance.objects.get()
    assert answer.url == made.get_absolute_url()
    assert client.get(reverse("expense-advance-edit", args=[made.pk])).status_code == 200
    assert client.post(reverse("expense-advance-do", args=[made.pk, "submit"])).status_code == 302
    approvals.approve(approvals.open_steps_of(made).get().pk, people.manager)
    client.force_login(people.finance)
    pay = reverse("expense-advance-do", args=[made.pk, "pay"])
    assert client.post(pay, {"paid_on": today()}).status_code == 302
    back = reverse("expense-advance-do", args=[made.pk, "give-back"])
    assert client.post(back, {"amount": "40"}).status_code == 302
    assert "¥60.00" in client.get(made.get_absolute_url()).content.decode()
    client.force_login(people.rep2)
    assert client.get(made.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_and_the_page_keep_their_queries(client, people, count, django_assert_max_num_queries):
    made = [held(people, people.rep1) for _number in range(count)]
    for _number in range(count):
        give_back(made[0].pk, people.finance, D(1))
    client.force_login(people.manager)
    client.get(reverse("expense-advance-list"))
    with django_assert_max_num_queries(10):
        assert client.get(reverse("expense-advance-list")).status_code == 200
    with django_assert_max_num_queries(18):
        assert client.get(made[0].get_absolute_url()).status_code == 200
