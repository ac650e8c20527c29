"""Two people at one moment: real threads on PostgreSQL."""

import pytest

from customers.domain.customer_file import create_customer
from customers.domain.evaluations import start_evaluation
from customers.domain.lead_conversion import convert_lead
from customers.models import Customer, CustomerEvaluation, LeadAssessment, Opportunity
from customers.tests.factories import CustomerFactory, LeadFactory, scheme
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
