"""Two people at the same moment: real threads on PostgreSQL, each with a connection of his own."""

import threading

import pytest
from django.db import connection

from contracts.contract.drafting import draft_from_quote
from contracts.contract.models import Contract
from contracts.copy.handing_out import acknowledge_copy
from contracts.tests.actions import DELIVERABLES, again, agree, before_gm, in_departments, step
from contracts.tests.factories import active_contract, contract, template
from pricing.tests.factories import accepted_quote
from salesmgmt.core.audit import timeline
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain import settings as register
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import AuditEntry, IssuedDocument
from salesmgmt.core.output import pdf
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db(transaction=True)

REPETITIONS = 10


@pytest.fixture
def people(transactional_db):
    register.forget()
    template()
    yield company()
    register.forget()


def at_once(*acts):
    """Run the acts in threads that start together; the exceptions of those that were refused, else None."""
    start, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            start.wait()
            act()
        except BaseException as refusal:
            results[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_last_departments_finishing_at_once_bring_the_contract_on_exactly_once(customer, people):
    """CON-05, SEC-05: ten times, each agreement audited once and the director asked once."""
    for _repetition in range(REPETITIONS):
        made = in_departments(contract(customer), people)
        agree(made, people, "technical", "legal")
        last = {key: step(made, key).pk for key in ("quality", "production")}
        results = at_once(
            lambda last=last: approvals.approve(last["quality"], people.quality, "", None),
            lambda last=last: approvals.approve(last["production"], people.production, "", DELIVERABLES["production"]),
        )
        rows = timeline(made)
        assert results == [None, None]
        assert again(made).status == "director_review"
        assert rows.filter(to_status="director_review").count() == 1
        assert rows.filter(action="Agreed", actor=people.quality).count() == 1
        assert rows.filter(action="Agreed", actor=people.production).count() == 1


def test_a_double_approval_of_the_general_manager_counts_once(customer, people):
    """CON-10, SEC-05"""
    made = before_gm(contract(customer), people)
    pk = step(made, "gm").pk

    def approve():
        approvals.approve(pk, people.gm, "", {"price_confirmed": True})

    refused = [result for result in at_once(approve, approve) if result is not None]
    assert [type(refusal) for refusal in refused] == [BusinessError]
    assert again(made).status == "approved"
    assert timeline(made).filter(to_status="approved").count() == 1
    assert timeline(made).filter(action="Agreed", actor=people.gm).count() == 1
    pdf.print_waiting()
    assert IssuedDocument.objects.filter(object_id=made.pk, form_code="F-09").count() == 2


def test_one_department_agrees_while_another_refuses_and_the_contract_ends_in_one_state(customer, people):
    """CON-05: whoever comes first, the round is closed and nothing stays pending."""
    made = in_departments(contract(customer), people)
    agree(made, people, "technical", "quality")
    legal, production = step(made, "legal").pk, step(made, "production").pk
    at_once(
        lambda: approvals.reject(legal, people.legal, "违约条款不全"),
        lambda: approvals.approve(production, people.production, "", DELIVERABLES["production"]),
    )
    assert again(made).status == "draft"
    assert {one.status for one in approvals.last_round(made).live_steps()} <= {"approved", "rejected", "cancelled"}


def test_a_quote_converted_twice_at_once_gives_one_contract(customer, people):
    """QUO-07"""
    quote = accepted_quote(customer)
    results = at_once(*[lambda: draft_from_quote(quote.pk, people.rep1)] * 2)
    assert sorted(str(type(result).__name__) for result in results) == ["BusinessError", "NoneType"]
    assert Contract.objects.filter(quote=quote).count() == 1


def test_a_copy_acknowledged_twice_at_once_is_acknowledged_once(customer, people):
    """CON-14"""
    made = active_contract(customer)
    copy = made.copies.create(holder="finance", role="fin")
    results = at_once(*[lambda: acknowledge_copy(copy.pk, people.finance)] * 2)
    assert sorted(str(type(result).__name__) for result in results) == ["BusinessError", "NoneType"]
    assert AuditEntry.objects.filter(action="Copy acknowledged").count() == 1
