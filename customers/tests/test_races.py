"""Two people at one moment: real threads on PostgreSQL."""

import pytest
from django.utils import timezone

from customers.customer.models import Customer
from customers.evaluation.entry import start_evaluation
from customers.evaluation.models import CustomerEvaluation
from customers.lead.models import Lead, LeadAssessment
from customers.opening.entry import create_customer
from customers.opportunity.conversion import convert_lead
from customers.opportunity.models import Opportunity
from customers.pool.claim import claim_lead
from customers.tests.factories import CustomerFactory, LeadFactory, scheme
from salesmgmt.core.domain.settings import change_setting
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.tests.factories import company
from salesmgmt.core.tests.test_approvals import run_together

pytestmark = pytest.mark.django_db(transaction=True)

CONTACT = {"name": "王芳", "phone": "13800000000"}


@pytest.fixture
def people():
    scheme()
    return company()


def refusals(results):
    return [result for result in results if isinstance(result, BusinessError)]


def test_a_lead_converted_twice_at_once_becomes_one_customer(people):
    """LEAD-06"""
    lead = LeadFactory(owner=people.rep1, status="qualified", created_by=people.rep1)
    LeadAssessment.objects.create(lead=lead)

    def convert():
        return convert_lead(lead.pk, people.rep1, name=lead.company, location_type="local", title="前桥")

    results = run_together(convert, convert)
    assert len(refusals(results)) == 1, results
    assert (Customer.objects.count(), Opportunity.objects.count()) == (1, 1)


def test_of_two_reps_who_claim_one_lead_at_once_one_has_it(people):
    lead = LeadFactory(status="contacted", region=people.units.east, pool_since=timezone.now())
    results = run_together(lambda: claim_lead(lead.pk, people.rep1), lambda: claim_lead(lead.pk, people.rep2))
    assert len(refusals(results)) == 1, results
    lead.refresh_from_db()
    winner = next(result.owner for result in results if isinstance(result, Lead))
    assert (lead.owner, lead.assignments.get().to_user, lead.pool_since) == (winner, winner, None)


def test_one_rep_with_one_place_left_claims_one_of_two_leads_at_once(people):
    change_setting("lead_pool_capacity", "1", people.admin)
    first, second = LeadFactory.create_batch(2, status="contacted", region=people.units.east, pool_since=timezone.now())
    results = run_together(*[lambda pk=lead.pk: claim_lead(pk, people.rep1) for lead in (first, second)])
    assert len(refusals(results)) == 1, results
    assert Lead.objects.filter(owner=people.rep1).count() == 1


def test_a_firm_registered_by_two_reps_at_once_has_one_file(people):
    """CUS-13"""

    def opening(rep):
        return lambda: create_customer(
            rep, [CONTACT], name="重庆川江机械制造有限公司", location_type="local", credit_code="91500000MA5U0000XN"
        )

    results = run_together(opening(people.rep1), opening(people.rep2))
    assert len(refusals(results)) == 1, results
    assert Customer.objects.count() == 1


def test_two_reports_opened_at_once_are_one(people):
    customer = CustomerFactory(owner=people.rep1)
    results = run_together(*[lambda: start_evaluation(customer.pk, people.rep1)] * 2)
    assert len(refusals(results)) == 1, results
    assert CustomerEvaluation.objects.count() == 1
