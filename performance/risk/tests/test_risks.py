"""Risks: reported with a proposal, assessed, told, looked at again, closed (RSK-01, RSK-02, RSK-05)."""

import datetime as dt
import re

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from contracts.tests.factories import ContractFactory
from customers.intelligence.report import report_intelligence
from customers.tests.factories import active_customer
from orders.tests.factories import confirmed_order
from orders.tests.factories_money import posted_invoice
from performance.risk.assessing import assess_risk, close_risk, respond_to_risk
from performance.risk.clock import open_reviews
from performance.risk.models import RiskReport
from performance.risk.papers import risk_pdf
from performance.risk.reporting import report_market_risk, report_risk
from performance.risk.rules import is_high
from salesmgmt.core.calendar import today
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import Notice, Task

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def reported(person, **fields):
    content = {
        "category": "credit",
        "title": "Late payer",
        "description": "Suppliers say he pays nobody.",
        "known_since": today(),
        "proposal": "Deliver against prepayment only.",
    }
    return report_risk(person, **{**content, **fields})


@pytest.fixture
def risk(people, customer):
    return reported(people.rep1, customer=customer)


@pytest.mark.parametrize(
    ("likelihood", "impact", "found", "high"),
    [(4, 5, 20, True), (3, 5, 15, True), (3, 4, 12, False), (None, None, None, False)],
)
def test_rsk_02_the_level_is_likelihood_times_impact_and_high_from_fifteen(likelihood, impact, found, high):
    """RSK-02"""
    risk = RiskReport(likelihood=likelihood, impact=impact)
    assert (risk.level, is_high(risk.level, 15)) == (found, high)


def test_rsk_01_a_report_without_a_proposal_is_refused(people, customer):
    """RSK-01"""
    for missing, words in (("proposal", "what you propose"), ("description", "Describe the risk")):
        with pytest.raises(BusinessError, match=words):
            reported(people.rep1, customer=customer, **{missing: " "})
    with pytest.raises(BusinessError, match="still to come"):
        reported(people.rep1, customer=customer, known_since=today() + dt.timedelta(days=1))
    assert not RiskReport.objects.exists()


def test_rsk_01_the_manager_is_told_and_the_time_of_the_report_stays(people, risk):
    """RSK-01: evidence for PAY-06"""
    assert Notice.objects.filter(user=people.manager, subject__contains="Late payer").exists()
    later = timezone.now() + dt.timedelta(days=3)
    for changed in ({"reported_at": later}, {"known_since": today() - dt.timedelta(days=90)}, {"description": "x"}):
        with pytest.raises(DatabaseError, match="pgtrigger_reported_once"), transaction.atomic():
            RiskReport.objects.filter(pk=risk.pk).update(**changed)


def test_only_of_ones_own_customers_and_their_contracts(people, customer):
    other = active_customer(people.rep2)
    with pytest.raises(PermissionDenied, match="reported by his sales representative"):
        reported(people.rep1, customer=other)
    with pytest.raises(BusinessError, match="another customer's"):
        reported(people.rep1, customer=customer, contract=ContractFactory(customer=other))
    for person in (people.manager, people.finance, people.admin):
        with pytest.raises(PermissionDenied, match=r"[Rr]isk|right|may"):
            reported(person)


def test_rsk_02_a_high_risk_is_told_to_the_director_once(people, risk):
    """RSK-02: 4 × 5 = 20"""
    assess_risk(risk.pk, people.manager, 4, 5, "true")
    told = Notice.objects.filter(user=people.director, subject__contains="20")
    assert told.count() == 1
    assess_risk(risk.pk, people.manager, 5, 5)
    assert told.count() == 1
    risk.refresh_from_db()
    assert (risk.status, risk.level, risk.assessments.count()) == ("assessed", 25, 2)


def test_a_risk_below_is_told_to_nobody_above(people, risk):
    assess_risk(risk.pk, people.manager, 2, 5)
    assert not Notice.objects.filter(user=people.director).exists()


def test_sec_04_nobody_assesses_what_he_reported_and_only_the_region_does(people, risk):
    """SEC-04"""
    for person in (people.rep1, people.rep2, people.manager2, people.gm, people.finance, people.admin):
        with pytest.raises(PermissionDenied, match="by nobody who reported it"):
            assess_risk(risk.pk, person, 1, 1)
    risk.refresh_from_db()
    assert risk.status == "reported"
    with pytest.raises(BusinessError, match="from 1 to 5"):
        assess_risk(risk.pk, people.manager, 6, 1)


def test_rsk_02_what_was_not_assessed_again_is_a_to_do_and_on_the_list(client, people, risk):
    """RSK-02, SET-41: three months later"""
    assess_risk(risk.pk, people.manager, 3, 3)
    at = timezone.now() + dt.timedelta(days=95)
    assert open_reviews(timezone.now()) == 0
    assert (open_reviews(at), open_reviews(at)) == (1, 0)
    task = Task.objects.get(kind="risk_review")
    assert task.person_id == people.manager.pk
    RiskReport.objects.filter(pk=risk.pk).update(next_review=today())
    client.force_login(people.manager)
    assert risk.number in client.get(reverse("risk-list"), {"due": "true"}).content.decode()
    assess_risk(risk.pk, people.manager, 3, 2)
    task.refresh_from_db()
    assert task.done_at is not None
    assert risk.number not in client.get(reverse("risk-list"), {"due": "true"}).content.decode()


def test_a_response_has_a_person_and_a_day_and_a_closed_risk_an_outcome(people, risk):
    with pytest.raises(BusinessError, match="cannot become"):
        close_risk(risk.pk, people.manager, "over")
    assess_risk(risk.pk, people.manager, 3, 3)
    with pytest.raises(BusinessError, match="has passed"):
        respond_to_risk(risk.pk, people.manager, "call", people.rep1, today() - dt.timedelta(days=1))
    respond_to_risk(risk.pk, people.manager, "call", people.rep1, today())
    assert Task.objects.get(kind="risk_response").person_id == people.rep1.pk
    with pytest.raises(BusinessError, match="what came of it"):
        close_risk(risk.pk, people.manager, "  ")
    close_risk(risk.pk, people.manager, "paid")
    risk.refresh_from_db()
    assert (risk.status, risk.outcome) == ("closed", "paid")
    assert Task.objects.get(kind="risk_response").done_at is not None
    with pytest.raises(PermissionDenied, match="by nobody who reported it"):
        assess_risk(risk.pk, people.manager, 1, 1)


def test_rsk_05_intelligence_marked_as_risk_gives_a_market_risk_once(people):
    """RSK-05"""
    item = report_intelligence(people.rep1, topic="market", title="Steel", content="Prices rise.", source="fair")
    with pytest.raises(PermissionDenied, match="once, by whoever passed it on"):
        report_market_risk(item.pk, people.rep2, "buy early")
    made = report_market_risk(item.pk, people.manager, "buy early")
    assert (made.category, made.status, made.intelligence, made.reporter) == ("market", "reported", item, people.rep1)
    with pytest.raises(PermissionDenied, match="once, by whoever passed it on"):
        report_market_risk(item.pk, people.rep1, "again")
    with pytest.raises(PermissionDenied, match="by nobody who reported it"):  # he wrote this one (SEC-04)
        assess_risk(made.pk, people.manager, 1, 1)
    assert Notice.objects.filter(user=people.director, subject__contains="Steel").exists()
    assess_risk(made.pk, people.director, 1, 1)
    assert open_reviews(timezone.now() + dt.timedelta(days=95)) == 1
    assert Task.objects.get(kind="risk_review").person_id == people.director.pk


def test_who_sees_which_risk(client, people, customer, risk):
    quality = reported(people.rep1, customer=customer, category="quality", title="Noise")
    for person, credit, other in (
        (people.rep1, 200, 200),
        (people.supervisor, 200, 200),
        (people.manager, 200, 200),
        (people.gm, 200, 200),
        (people.finance, 200, 404),
        (people.rep2, 404, 404),
        (people.manager2, 404, 404),
        (people.quality, 404, 404),
        (people.admin, 404, 404),
    ):
        client.force_login(person)
        found = [client.get(each.get_absolute_url()).status_code for each in (risk, quality)]
        assert found == [credit, other], person.username
        paper = client.get(reverse("risk-pdf", args=[quality.pk])).status_code
        assert paper == other, person.username


def test_a_rep_reports_on_the_page_of_his_customer(client, people, customer):
    client.force_login(people.rep1)
    page = reverse("customer-detail", args=[customer.pk])
    assert reverse("customer-do", args=[customer.pk, "risk"]) in client.get(page).content.decode()
    form = {"category": "credit", "title": "Late", "known_since": today(), "description": "d", "proposal": ""}
    answer = client.post(reverse("customer-do", args=[customer.pk, "risk"]), form)
    assert answer.status_code == 422
    answer = client.post(reverse("customer-do", args=[customer.pk, "risk"]), {**form, "proposal": "p"})
    assert answer.url == RiskReport.objects.get().get_absolute_url()
    client.post(reverse("risk-create"), {**form, "customer": customer.pk, "proposal": "p"})
    assert RiskReport.objects.count() == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_and_the_page_keep_their_queries(client, people, customer, count, django_assert_max_num_queries):
    made = [reported(people.rep1, customer=customer, title=f"R{number}") for number in range(count)]
    for each in made:
        assess_risk(each.pk, people.manager, 3, 3)
    client.force_login(people.manager)
    client.get(reverse("risk-list"))
    with django_assert_max_num_queries(12):
        assert client.get(reverse("risk-list")).status_code == 200
    with django_assert_max_num_queries(20):
        assert client.get(made[0].get_absolute_url()).status_code == 200


@pytest.mark.parametrize("kind", ["contract", "order", "invoice"])
def test_rsk_01_a_risk_is_reported_from_contract_order_and_receivable(client, people, customer, kind):
    """RSK-01: the button of the page, then its dialog; the report names what it was seen at."""
    made = {
        "contract": lambda: ContractFactory(customer=customer),
        "order": lambda: confirmed_order(customer),
        "invoice": lambda: posted_invoice(customer),
    }[kind]()
    address = reverse(f"{kind}-do", args=[made.pk, "risk"])
    client.force_login(people.rep1)
    assert address in client.get(made.get_absolute_url()).content.decode()
    form = {"category": "contract", "title": "Late", "known_since": today(), "description": "x", "proposal": "y"}
    answer = client.post(address, form)
    risk = RiskReport.objects.get()
    assert (answer.status_code, answer.url) == (302, risk.get_absolute_url())
    assert (risk.customer, getattr(risk, kind)) == (customer, made)
    assert made.number in client.get(risk.get_absolute_url()).content.decode()
    assert risk_pdf(risk).startswith(b"%PDF")
    client.force_login(people.rep2)
    assert client.post(address, form).status_code in (403, 404)
    assert RiskReport.objects.count() == 1


def test_rsk_02_the_register_shows_the_matrix_of_the_open_risks(client, people, risk, django_assert_max_num_queries):
    """RSK-02: each field leads to its risks; a closed risk and one that nobody has assessed stand in none."""
    client.force_login(people.manager)
    assert 'id="matrix"' not in client.get(reverse("risk-list")).content.decode()
    assess_risk(risk.pk, people.manager, likelihood=4, impact=5)
    reported(people.rep1, title="Unassessed")
    closed = reported(people.rep1, title="Closed")
    assess_risk(closed.pk, people.manager, likelihood=4, impact=5)
    close_risk(closed.pk, people.manager, "gone")
    page = client.get(reverse("risk-list"))
    fields = {
        (likelihood, impact): field.text
        for likelihood, fields in page.context["matrix"]
        for impact, field in enumerate(fields, 1)
    }
    assert {place: text for place, text in fields.items() if text} == {(4, 5): "1"}
    found = client.get(page.context["matrix"][1][1][4].address).content.decode()
    assert "Late payer" in found and "Unassessed" not in found and "Closed" not in re.sub("<option.*", "", found)
