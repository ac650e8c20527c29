"""A lead on its pages: entered, assigned, followed up, converted."""

import pytest
from django.urls import reverse

from customers.customer.models import Customer
from customers.lead.models import Lead, LeadAssessment
from customers.opportunity.models import Opportunity
from customers.tests.factories import CustomerFactory, LeadFactory, scheme
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    scheme()
    return company()


@pytest.fixture
def rep(client, people):
    client.force_login(people.rep1)
    return client


def test_a_lead_is_entered_on_the_form(rep, people):
    """LEAD-01"""
    data = {
        "company": "成都远航车业",
        "contact_name": "李强",
        "phone": "139",
        "source": "exhibition",
        "channel": "offline",
    }
    answer = rep.post(reverse("lead-create"), data)
    lead = Lead.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, lead.get_absolute_url())
    assert (lead.created_by, lead.status) == (people.rep1, "new")


def test_without_a_source_the_form_comes_back_with_what_was_typed(rep):
    """LEAD-01"""
    answer = rep.post(reverse("lead-create"), {"company": "成都远航车业", "contact_name": "李强", "phone": "139"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"source", "channel"}
    assert "成都远航车业" in answer.content.decode()
    assert Lead.objects.count() == 0


def test_the_service_centre_enters_a_lead_and_does_not_see_it_again(client, people):
    client.force_login(people.service)
    data = {
        "company": "成都远航车业",
        "contact_name": "李强",
        "phone": "139",
        "source": "service_centre",
        "channel": "online",
        "region": people.units.east.pk,
    }
    answer = client.post(reverse("lead-create"), data)
    assert (answer.status_code, answer["Location"]) == (302, reverse("home"))
    assert client.get(Lead.objects.get().get_absolute_url()).status_code == 404
    assert client.get(reverse("lead-list")).status_code == 403


def test_the_supervisor_assigns_on_the_page_and_a_rep_cannot(client, people):
    """LEAD-02"""
    lead = LeadFactory(owner=people.rep1)
    address = reverse("lead-do", args=[lead.pk, "assign"])
    client.force_login(people.rep1)
    assert client.get(address).status_code == 403
    assert client.post(address, {"owner": people.rep1.pk}).status_code in (403, 422)
    lead.refresh_from_db()
    assert lead.status == "new"
    client.force_login(people.supervisor)
    assert client.get(lead.get_absolute_url()).status_code == 200
    assert client.post(address, {"owner": people.rep2.pk}).status_code == 422
    assert client.post(address, {"owner": people.rep1.pk}).status_code == 302
    lead.refresh_from_db()
    assert (lead.status, lead.owner) == ("assigned", people.rep1)


def test_a_lead_walks_from_assignment_to_customer_on_its_pages(rep, people):
    """LEAD-03, LEAD-05, LEAD-06"""
    lead = LeadFactory(owner=people.rep1, status="assigned", created_by=people.rep1, need="前桥\n年需5000套")

    def do(name, data):
        return rep.post(reverse("lead-do", args=[lead.pk, name]), data)

    assert do("log", {"kind": "call", "summary": "约定拜访"}).status_code == 302
    assert do("qualify", {}).status_code == 409
    assessment = dict.fromkeys(LeadAssessment.ASPECTS, "high")
    assert do("assess", assessment).status_code == 302
    assert do("qualify", {"is_priority": "on"}).status_code == 302
    page = rep.get(reverse("lead-do", args=[lead.pk, "convert"]))
    assert page.context["form"]["title"].value() == "前桥"
    answer = do("convert", {"name": lead.company, "location_type": "remote", "title": "前桥"})
    customer = Customer.objects.get()
    assert answer["Location"] == customer.get_absolute_url()
    assert rep.get(customer.get_absolute_url()).status_code == 200
    assert rep.get(Opportunity.objects.get().get_absolute_url()).status_code == 200
    assert rep.get(reverse("customer-opportunities", args=[customer.pk])).status_code == 200
    facts = dict(each[:2] if isinstance(each, tuple) else (each.label, each.value) for each in facts_of(rep, lead))
    assert facts["销售机会"] == Opportunity.objects.get()


def facts_of(client, lead):
    return client.get(lead.get_absolute_url()).context["facts"]


def primary_buttons(client, lead):
    buttons = client.get(lead.get_absolute_url()).context["buttons"]
    return [action.name for action, _address in buttons if action.style in ("primary", "success")]


def test_the_primary_button_of_a_lead_is_what_goes_on(rep, people):
    """LEAD-03, LEAD-05, LEAD-06: first the contact, then the assessment, then the decision, then the customer."""
    lead = LeadFactory(owner=people.rep1, status="assigned", created_by=people.rep1)
    way = [primary_buttons(rep, lead)]
    rep.post(reverse("lead-do", args=[lead.pk, "log"]), {"kind": "call", "summary": "约定拜访"})
    way.append(primary_buttons(rep, lead))
    rep.post(reverse("lead-do", args=[lead.pk, "assess"]), dict.fromkeys(LeadAssessment.ASPECTS, "high"))
    way.append(primary_buttons(rep, lead))
    rep.post(reverse("lead-do", args=[lead.pk, "qualify"]), {})
    way.append(primary_buttons(rep, lead))
    assert way == [["log"], ["assess"], ["qualify"], ["convert"]]


def test_the_telephone_number_of_a_lead_is_kept_in_its_plain_form(rep, people):
    data = {
        "company": "成都远航车业",
        "contact_name": "李强",
        "phone": " ０２３－６８８８  ７７７７ ",
        "source": "exhibition",
        "channel": "offline",
    }
    rep.post(reverse("lead-create"), data)
    assert Lead.objects.get().phone == "023-6888 7777"


def test_the_channel_report_shows_the_rate(rep, people):
    """LEAD-07"""
    LeadFactory.create_batch(3, owner=people.rep1)
    LeadFactory(owner=people.rep1, status="converted", customer=CustomerFactory(owner=people.rep1))
    page = rep.get(reverse("lead-channels"))
    assert [(row.leads, row.converted, f"{row.rate:.1%}") for row in page.context["rows"]] == [(4, 1, "25.0%")]
    assert "25.0%" in page.content.decode()
    assert rep.get(reverse("lead-channels") + "?by=campaign").status_code == 200
