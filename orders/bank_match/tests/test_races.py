"""Two people at one line at the same moment, in real threads on PostgreSQL."""

from decimal import Decimal
from functools import partial

import pytest

from contracts.tests.factories import template
from customers.tests.factories import active_customer
from orders.account.check import differences
from orders.bank_match.claiming import claim_line
from orders.bank_match.posting import confirm_line
from orders.bank_match.proposing import match_lines
from orders.bank_statement.models import BankLine, BankStatement
from orders.credit_note.entry import credit_invoice
from orders.invoice.posting import post_invoice
from orders.payment.models import Payment
from orders.tests.factories_bank import checked, days, icbc_file, icbc_line, line_of
from orders.tests.factories_money import posted_invoice
from salesmgmt.core.domain import imports
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.tests.factories import UserFactory, company
from salesmgmt.core.tests.races import meet

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    template()
    return company()


def refused(results):
    return [each for each in results if isinstance(each, Exception)]


def test_two_people_confirm_one_line_and_it_is_posted_once(people):
    customer = active_customer(people.rep1)
    posted_invoice(customer, "500.00", date=days(-9))
    line = line_of(people.finance, "500.00", customer.name)
    second = UserFactory(username="finance2", roles=["fin"])
    results = meet(partial(confirm_line, line.pk, people.finance), partial(confirm_line, line.pk, second))
    [refusal] = refused(results)
    assert isinstance(refusal, BusinessError)
    assert (Payment.objects.count(), BankLine.objects.get().status) == (1, "posted")
    assert differences() == []


def test_two_reps_claim_one_line_and_one_has_it(people):
    mine, yours = active_customer(people.rep1), active_customer(people.rep2)
    line = line_of(people.finance, "500.00", "某某")
    results = meet(
        partial(claim_line, line.pk, people.rep1, customer=mine),
        partial(claim_line, line.pk, people.rep2, customer=yours),
    )
    [refusal] = refused(results)
    assert isinstance(refusal, BusinessError)
    found = BankLine.objects.get()
    assert (found.claimed_by, found.customer) in {(people.rep1, mine), (people.rep2, yours)}


def test_a_line_is_confirmed_while_its_invoice_is_credited_and_the_books_agree(people):
    customer = active_customer(people.rep1)
    bill = posted_invoice(customer, "500.00", date=days(-9))
    line = line_of(people.finance, "500.00", customer.name)
    draft = credit_invoice(bill.pk, people.finance, red_reason="4", amount=Decimal("200.00"))
    results = meet(partial(confirm_line, line.pk, people.finance), partial(post_invoice, draft.pk, people.finance))
    assert all(isinstance(each, BusinessError) for each in refused(results))
    bill.refresh_from_db()
    assert bill.open_amount >= 0
    assert differences() == []
    posted = BankLine.objects.get().status == "posted"
    assert Payment.objects.count() == int(posted)


def test_the_same_file_brought_in_by_two_at_once_brings_each_line_once(people):
    second = UserFactory(username="finance2", roles=["fin"])
    lines = [icbc_line(f"{number}.00", "甲", day=days(-1)) for number in range(1, 6)]
    one = checked(people.finance, icbc_file(*lines, name="a.csv"))
    two = checked(second, icbc_file(*lines, name="b.csv"))
    meet(partial(imports.import_file, one.pk, people.finance), partial(imports.import_file, two.pk, second))
    assert (BankLine.objects.count(), BankStatement.objects.count()) == (5, 1)


def test_a_line_is_claimed_while_the_pool_is_matched_and_one_of_both_holds(people):
    customer = active_customer(people.rep1)
    line = line_of(people.finance, "500.00", "渝江代付")
    BankLine.objects.update(status="pool")
    other = active_customer(people.rep2, name="渝江代付")
    results = meet(
        partial(claim_line, line.pk, people.rep1, customer=customer),
        partial(match_lines, BankLine.objects.all(), people.finance),
    )
    found = BankLine.objects.get()
    assert (found.status, found.customer) in {("claimed", customer), ("proposed", other)}
    assert len(refused(results)) <= 1
