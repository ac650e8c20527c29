"""Lists and pages of customers: one query count whatever the rows, and who finds what."""

import pytest
from django.urls import reverse

from customers.evaluation.entry import Answer, start_evaluation, update_evaluation
from customers.evaluation.tests.test_evaluations import answers
from customers.lead.models import LeadAssessment
from customers.opportunity.conversion import convert_lead
from customers.opportunity.models import Opportunity
from customers.tests.factories import CustomerFactory, LeadFactory, active_customer, approved_evaluation, scheme
from customers.tests.page_road import count_of
from customers.visit.permissions import can_create_visit
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    scheme()
    return company()


LISTS = {
    "lead-list": (lambda people: LeadFactory(owner=people.rep1, created_by=people.rep1), 11),
    "customer-list": (lambda people: active_customer(people.rep1), 10),
    "opportunity-list": (lambda people: converted(people), 9),
    "evaluation-list": (lambda people: approved_evaluation(active_customer(people.rep1), status="superseded"), 8),
}


def converted(people):
    lead = LeadFactory(owner=people.rep1, status="qualified", created_by=people.rep1)
    LeadAssessment.objects.create(lead=lead, size="high")
    convert_lead(lead.pk, people.rep1, name=lead.company, location_type="local", title="前桥")
    return Opportunity.objects.latest("pk")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_as_often_for_three_rows_as_for_one(rep, people, name, django_assert_max_num_queries):
    make, number = LISTS[name]
    make(people)
    rep.get(reverse(name))
    assert count_of(rep, reverse(name), django_assert_max_num_queries) == number
    make(people)
    make(people)
    assert count_of(rep, reverse(name), django_assert_max_num_queries) == number


def test_a_customer_page_asks_as_often_for_three_of_everything(rep, people, django_assert_max_num_queries):
    first, second = active_customer(people.rep1), active_customer(people.rep1)
    for _again in range(2):
        approved_evaluation(second, status="superseded")
        second.contacts.create(name="刘明", phone="138")
        second.owner_history.create(to_user=people.rep1, changed_by=people.manager, reason="…")
    first.owner_history.create(to_user=people.rep1, changed_by=people.manager, reason="…")
    rep.get(first.get_absolute_url())
    one = count_of(rep, first.get_absolute_url(), django_assert_max_num_queries)
    assert count_of(rep, second.get_absolute_url(), django_assert_max_num_queries) == one


def test_an_evaluation_page_asks_as_often_with_eight_scores_as_with_one(rep, people, django_assert_max_num_queries):
    few = start_evaluation(CustomerFactory(owner=people.rep1).pk, people.rep1)
    update_evaluation(few.pk, people.rep1, {"brand": answers("B")["brand"]})
    many = start_evaluation(CustomerFactory(owner=people.rep1).pk, people.rep1)
    update_evaluation(many.pk, people.rep1, {**answers("B"), "brand": Answer()})
    rep.get(few.get_absolute_url())
    one = count_of(rep, few.get_absolute_url(), django_assert_max_num_queries)
    assert count_of(rep, many.get_absolute_url(), django_assert_max_num_queries) == one


# -- scope


@pytest.mark.parametrize("name", ["rep2", "rep3", "supervisor2", "manager2", "admin", "quality"])
def test_pages_of_other_teams_do_not_exist(client, people, name):
    """CUS-05"""
    client.force_login(getattr(people, name))
    lead = LeadFactory(owner=people.rep1)
    customer = active_customer(people.rep1)
    evaluation = customer.evaluations.get()
    for address in (lead, customer, evaluation):
        assert client.get(address.get_absolute_url()).status_code == 404
    for url_name in ("customer-evaluations", "customer-opportunities", "customer-edit"):
        assert client.get(reverse(url_name, args=[customer.pk])).status_code == 404
    assert client.get(reverse("evaluation-pdf", args=[evaluation.pk])).status_code == 404
    assert client.post(reverse("evaluation-points", args=[evaluation.pk])).status_code == 404


def test_a_rep_sees_his_three_of_ten_and_among_them_those_of_grade_a(rep, people):
    """CUS-05"""
    mine = [active_customer(people.rep1, grade) for grade in "ABA"]
    for _more in range(7):
        active_customer(people.rep2, "A")
    assert shown(rep) == {row.pk for row in mine}
    assert shown(rep, "?grade=A") == {mine[0].pk, mine[2].pk}


def test_a_sponsor_finds_his_key_customers_whatever_the_region(client, people):
    """CUS-11"""
    sponsored = CustomerFactory(owner=people.rep1, is_key=True, executive_sponsor=people.manager2)
    CustomerFactory(owner=people.rep3)
    client.force_login(people.manager2)
    assert shown(client, "?executive_sponsor=me") == {sponsored.pk}


def test_a_sponsor_of_a_customer_that_is_not_key_reads_nothing_of_it(client, people):
    """CUS-11"""
    former = CustomerFactory(owner=people.rep1, is_key=False, executive_sponsor=people.manager2)
    client.force_login(people.manager2)
    assert shown(client) == set()
    assert client.get(former.get_absolute_url()).status_code == 404
    assert not can_create_visit(people.manager2, former)


def shown(client, query=""):
    return {row.record.pk for row in client.get(reverse("customer-list") + query).context["page"].object_list}


@pytest.mark.parametrize(
    "query",
    [
        "status=active",
        "grade=-",
        "owner=me",
        "segment=key",
        "location_type=local",
        "orders=12",
        "no_owner=true",
        "q=zqcj",
    ],
)
def test_every_filter_of_the_customer_list_answers(rep, people, query):
    active_customer(people.rep1, name="重庆川江机械制造有限公司")
    assert rep.get(f"{reverse('customer-list')}?{query}").status_code == 200
