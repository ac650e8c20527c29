"""An opportunity follows its quotes (OPP-03, OPP-04)."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation
from pytest_django.asserts import assertContains

from customers.negotiation.rounds import negotiate, opening_terms
from customers.opportunity.models import Opportunity
from customers.opportunity.pursuit import create_opportunity, lose_opportunity, update_opportunity
from customers.opportunity.tests.road import at_quoting, at_solution
from pricing.quote.entry import create_quote, revise_quote, submit_quote
from pricing.quote.models import Quote
from pricing.quote_answer.sending import send_quote
from pricing.tests.actions import approved, fingerprint
from salesmgmt.core.exceptions import BusinessError

TERMS = {
    "payment_terms": "月结 60 天",
    "payment_term_days": 60,
    "service_content": "质保 2 年",
    "lead_time": "20 天",
    "delivery_place": "重庆",
}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def chance(people, customer):
    return create_opportunity(people.rep1, customer, title="车桥配套")


def write(people, chance, product):
    line = {"product": product, "quantity": Decimal(10), "price": Decimal(100)}
    return create_quote(people.rep1, chance.customer, [line], opportunity=chance, **TERMS)


def stage(chance):
    return Opportunity.objects.get(pk=chance.pk).status


def test_sending_the_quote_makes_the_opportunity_quoted_and_a_revision_leads_back(people, chance, product):
    """OPP-03"""
    at_quoting(chance, people.rep1)
    made = approved(write(people, chance, product), people.rep1, people.manager)
    assert stage(chance) == "quoting"
    send_quote(made.pk, people.rep1)
    assert stage(chance) == "quoted"
    terms = opening_terms(Opportunity.objects.get(pk=chance.pk))
    assert (terms["quantity"], terms["delivery_place"]) == (10, "重庆")
    negotiate(chance.pk, people.rep1, note="要求降价")
    new = revise_quote(made.pk, people.rep1)
    assert (stage(chance), new.opportunity) == ("quoting", chance)
    send_quote(approved(new, people.rep1, people.manager).pk, people.rep1)
    assert stage(chance) == "quoted"


def test_without_the_departments_answers_the_quote_does_not_go_out(people, chance, product):
    """OPP-03"""
    at_quoting(chance, people.rep1)
    made = approved(write(people, chance, product), people.rep1, people.manager)
    update_opportunity(chance.pk, people.rep1, is_complex=True)
    before = fingerprint(made)
    with pytest.raises(BusinessError, match="ask the departments"):
        send_quote(made.pk, people.rep1)
    assert (fingerprint(made), stage(chance)) == (before, "quoting")


def test_before_the_solution_the_quote_is_not_even_submitted(people, chance, product):
    """OPP-03"""
    made = write(people, chance, product)
    with pytest.raises(BusinessError, match="needs analysis"):
        submit_quote(made.pk, people.rep1)
    at_solution(chance, people.rep1)
    with pytest.raises(BusinessError, match="no solution yet"):
        submit_quote(made.pk, people.rep1)
    lose_opportunity(chance.pk, people.rep1, "价格")
    with pytest.raises(BusinessError, match="is lost"):
        submit_quote(made.pk, people.rep1)
    assert Quote.objects.get().status == "draft"


def test_the_quote_page_is_filled_from_the_opportunity_and_the_tab_lists_it(client, people, chance, product):
    client.force_login(people.rep1)
    assertContains(
        client.post(reverse("opportunity-do", args=[chance.pk, "quote"])),
        "销售机会在报价阶段由有权向该客户报价的人员报价",
        status_code=403,
    )
    at_quoting(chance, people.rep1)
    answer = client.post(reverse("opportunity-do", args=[chance.pk, "quote"]))
    form = client.get(answer.url).context["form"]
    assert (form["customer"].value(), form["title"].value()) == (chance.customer_id, "车桥配套")
    made = write(people, chance, product)
    tab = client.get(reverse("opportunity-quotes", args=[chance.pk]))
    assert [row.record for row in tab.context["page"].object_list] == [made]
    client.force_login(people.rep2)
    assert client.get(reverse("opportunity-quotes", args=[chance.pk])).status_code == 404
    assert client.get(reverse("quote-create") + f"?opportunity={chance.pk}").status_code == 404
