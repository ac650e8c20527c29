"""An amendment and production at one moment, two amendments at once: real threads on PostgreSQL."""

import pytest

from contracts.amendment.eligibility import submit_amendment
from contracts.amendment.models import ContractAmendment
from contracts.amendment.settling import apply_amendment
from contracts.contract.models import Contract
from contracts.tests.amendments import ALL, approved_amendment, draft_amendment, reviewed, submitted
from contracts.tests.factories import template
from customers.tests.factories import active_customer
from orders.production.run import start_production
from orders.tests.factories import confirmed_order, contract_of, terms_of
from orders.tests.factories_fulfilment import production_of, released_plan
from pricing.tests.factories import ProductFactory
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain import settings as register
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.tests.factories import company
from salesmgmt.core.tests.races import meet

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(transactional_db):
    register.forget()
    template()
    yield company()
    register.forget()


@pytest.fixture
def contract(people):
    customer = active_customer(people.rep1)
    made = contract_of(customer, [(ProductFactory(), 1000, 100)])
    confirmed_order(customer, terms_of(made, 100), contract=made)
    return made


def refused(results):
    return [result for result in results if isinstance(result, BusinessError)]


def test_production_starts_while_the_general_manager_agrees(people, contract):
    """AMD-03: whoever comes second hears why; never both a start and an approval without a concession."""
    production = production_of(released_plan(people, contract.orders.get()))
    amendment = submitted(draft_amendment(contract, holds_production=False), people)
    reviewed(amendment, people, *ALL[:-1])
    step = approvals.open_steps_of(amendment)[0]
    results = meet(
        lambda: approvals.approve(step.pk, people.gm),
        lambda: start_production(production.pk, people.production),
    )
    amendment = ContractAmendment.objects.get(pk=amendment.pk)
    assert not isinstance(results[1], Exception)
    # Either the approval came first, or it was refused because production had started.
    assert (amendment.status == "approved") is (refused(results) == [])
    assert amendment.status in ("approved", "gm_approval")


def test_production_starts_while_the_amendment_that_holds_it_is_submitted(people, contract):
    """AMD-02: it is started before, and then the amendment is not possible, or it is held."""
    production = production_of(released_plan(people, contract.orders.get()))
    amendment = draft_amendment(contract)
    results = meet(
        lambda: submit_amendment(amendment.pk, people.rep1),
        lambda: start_production(production.pk, people.production),
    )
    started = not isinstance(results[1], Exception)
    status = ContractAmendment.objects.get(pk=amendment.pk).status
    assert status == ("not_eligible" if started else "re_review")
    assert [str(type(each).__name__) for each in refused(results)] == ([] if started else ["BusinessError"])


def test_two_amendments_of_one_contract_submitted_at_once_leave_one_open(people, contract):
    """AMD-05"""
    first, second = draft_amendment(contract), draft_amendment(contract, price=80)
    results = meet(
        lambda: submit_amendment(first.pk, people.rep1),
        lambda: submit_amendment(second.pk, people.rep1),
    )
    assert len(refused(results)) == 1
    assert ContractAmendment.objects.open().count() == 1


def test_an_amendment_put_in_force_twice_at_once_makes_one_version(people, contract):
    """AMD-05"""
    amendment = approved_amendment(contract, people)
    results = meet(*[lambda: apply_amendment(amendment.pk, people.rep1)] * 2)
    assert len(refused(results)) == 1
    contract = Contract.objects.get(pk=contract.pk)
    assert (contract.version, contract.versions.count()) == (2, 2)
