"""Two people at one moment: a voucher is used once, the rest of a budget spent once (EXP-03, EXP-05)."""

from decimal import Decimal

import pytest
from django.db import DatabaseError
from django.utils import translation

from contracts.tests.factories import pdf_file
from performance.expense_budget.preparing import create_budget, submit_budget
from performance.expense_claim.claiming import create_claim, submit_claim
from performance.expense_claim.models import ExpenseClaim, ExpenseVoucher
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain import settings as register
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.tests.factories import company
from salesmgmt.core.tests.races import meet

pytestmark = pytest.mark.django_db(transaction=True)

D = Decimal


@pytest.fixture
def people():
    register.forget()
    yield company()
    register.forget()


def drafted(person, number, amount="100"):
    row = {"category": "travel", "date": today(), "amount": D(amount), "voucher_number": number, "file": pdf_file()}
    return create_claim(person, [row], purpose="Visit")


def submitting(claim, person):
    def act():
        with translation.override("en"):
            return submit_claim(claim.pk, person)

    return act


def test_exp_05_of_two_people_with_one_voucher_at_one_moment_one_is_refused(people):
    """EXP-05: in the database, whoever is first; the west has nothing to do with the east"""
    first, second = drafted(people.rep1, "FP-1"), drafted(people.rep3, "fp 1")
    results = meet(submitting(first, people.rep1), submitting(second, people.rep3))
    assert not [each for each in results if isinstance(each, DatabaseError)], results
    (refused,) = [each for each in results if isinstance(each, BusinessError)]
    assert "was used in claim" in str(refused)
    assert ExpenseVoucher.objects.count() == 1
    assert sorted(ExpenseClaim.objects.values_list("status", flat=True)) == ["draft", "submitted"]


def test_exp_03_two_claims_at_one_moment_do_not_spend_the_same_rest(people):
    """EXP-03"""
    amounts = {("travel", 1): D(100), ("entertainment", 1): D(0), ("promotion", 1): D(0)}
    budget = create_budget(people.manager, people.units.east, today().year, amounts)
    submit_budget(budget.pk, people.manager)
    approvals.approve(approvals.open_steps_of(budget).get().pk, people.gm)
    first, second = drafted(people.rep1, "A1"), drafted(people.rep2, "A2")
    results = meet(submitting(first, people.rep1), submitting(second, people.rep2))
    assert not [each for each in results if isinstance(each, Exception)], results
    assert sorted(ExpenseClaim.objects.values_list("over_budget", flat=True)) == [False, True]
