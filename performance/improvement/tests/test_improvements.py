"""Improvement proposals: from a report, accepted by the manager, linked to what carries them out (ANA-05)."""

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from customers.campaign.models import Campaign
from performance.improvement.models import ImprovementProposal
from performance.improvement.proposing import (
    accept_improvement,
    edit_improvement,
    propose_improvement,
    reject_improvement,
)
from performance.improvement.rules import problem_of, the_one
from performance.improvement.states import RESULTS
from performance.plan_revision.revising import propose_revision
from performance.plan_revision.tests.test_revisions import released
from performance.sales_report.clock import make_reports
from performance.sales_report.models import SalesReport
from pricing.adjustment.models import PriceAdjustment
from pricing.tests.actions import proposal as price_proposal
from pricing.tests.factories import ProductFactory, price
from salesmgmt.core.calendar import today
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import Notice, User
from salesmgmt.core.registry import lookup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture(autouse=True)
def reads_english(people, client):
    """Pages and notices speak the language of their reader."""
    User.objects.update(language="en")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"


CONTENT = {"kind": "product", "title": "Cheaper pumps", "grounds": "They lose share.", "proposal": "Two per cent off."}


@pytest.fixture
def report(people, customer):
    make_reports(timezone.now())
    return SalesReport.objects.get(unit=people.manager.unit)


@pytest.fixture
def proposed(people, report):
    return propose_improvement(people.supervisor, report=report, **CONTENT)


@pytest.fixture
def adjustment(people):
    return price_proposal(people.rep1, {price(ProductFactory(), "100"): 98})


def campaign(people):
    return Campaign.objects.create(
        number="CAM-1", name="Fair", starts_on=today(), ends_on=today(), created_by=people.manager
    )


def test_ana_05_exactly_one_document_carries_it_out():
    """ANA-05"""
    assert RESULTS == ("price_adjustment", "campaign", "sales_plan_revision")
    assert the_one({"price_adjustment": 1, "campaign": None}) == 1
    assert (the_one({"price_adjustment": 1, "campaign": 2}), the_one({}), the_one({"order": 3})) == (None, None, None)
    assert "Name one document only" in problem_of({"price_adjustment": 1, "campaign": 2})
    assert "Name what carries it out" in problem_of({"campaign": None})
    assert problem_of({"campaign": 2}) == ""


def test_ana_05_accepted_by_the_manager_it_links_to_the_price_adjustment(client, people, proposed, adjustment):
    """ANA-05: a proposal from a report, accepted by the manager"""
    assert Notice.objects.filter(user=people.manager, subject__contains="Cheaper pumps").exists()
    with pytest.raises(BusinessError, match="Name what carries it out"):
        accept_improvement(proposed.pk, people.manager)
    proposed.refresh_from_db()
    assert (proposed.status, proposed.result) == ("proposed", None)
    accept_improvement(proposed.pk, people.manager, "Do it.", price_adjustment=adjustment)
    proposed = ImprovementProposal.objects.get(pk=proposed.pk)
    assert (proposed.status, proposed.result, proposed.decided_by) == ("accepted", adjustment, people.manager)
    assert Notice.objects.filter(user=people.supervisor, subject__contains="accepted").exists()
    client.force_login(people.supervisor)
    page = client.get(proposed.get_absolute_url()).content.decode()
    assert adjustment.get_absolute_url() in page
    assert proposed.report.get_absolute_url() in page


def test_ana_05_or_to_a_campaign(people, proposed):
    """ANA-05"""
    made = campaign(people)
    accept_improvement(proposed.pk, people.manager, campaign=made)
    assert ImprovementProposal.objects.get(pk=proposed.pk).result == made


def test_ana_05_or_to_a_revision_of_the_sales_plan(client, people, proposed):
    """ANA-05: chosen on the page, and named there afterwards with the report that it came from"""
    plan = released(people)
    revision = propose_revision(people.manager, plan=plan, effective_month=7, reason="Weak summer")
    client.force_login(people.manager)
    act = reverse("improvement-do", args=[proposed.pk, "accept"])
    assert client.post(act, {"sales_plan_revision": revision.pk}).status_code == 302
    found = ImprovementProposal.objects.get(pk=proposed.pk)
    assert (found.status, found.result) == ("accepted", revision)
    page = client.get(found.get_absolute_url()).content.decode()
    assert revision.get_absolute_url() in page and found.report.get_absolute_url() in page
    assert client.post(act, {"sales_plan_revision": revision.pk}).status_code == 409


def test_every_kind_that_there_is_can_be_looked_up(people):
    """ANA-05: by kind and key; a kind of a room that is there has its look-up, within what one sees."""
    kinds = {getattr(model, "KIND", "") for model in apps.get_models()} & set(RESULTS)
    assert kinds >= {"price_adjustment", "campaign"}
    for kind in kinds:
        assert lookup(kind).queryset_for(people.manager) is not None
        assert not lookup(kind).queryset_for(people.admin).exists()


def test_sec_04_nobody_accepts_what_he_wrote(people, report, adjustment):
    """ANA-05, SEC-04: the manager's own goes to his director"""
    own = propose_improvement(people.manager, report=report, **CONTENT)
    for person in (people.manager, people.manager2, people.supervisor, people.finance, people.rep1, people.admin):
        with pytest.raises(PermissionDenied, match="by nobody who wrote it"):
            accept_improvement(own.pk, person, price_adjustment=adjustment)
    accept_improvement(own.pk, people.director, price_adjustment=adjustment)
    assert ImprovementProposal.objects.get().status == "accepted"


def test_the_database_keeps_an_accepted_one_from_being_without_a_result(people, proposed):
    with pytest.raises(DatabaseError, match="accepted_improvement_has_a_result"), transaction.atomic():
        ImprovementProposal.objects.filter(pk=proposed.pk).update(status="accepted")
    with pytest.raises(DatabaseError, match="accepted_improvement_has_a_result"), transaction.atomic():
        kind = ContentType.objects.get_for_model(PriceAdjustment)
        ImprovementProposal.objects.filter(pk=proposed.pk).update(result_type=kind, result_id=1)


def test_only_from_a_report_that_one_reads(people, report):
    for person in (people.rep1, people.quality, people.gm):
        with pytest.raises(PermissionDenied, match="proposed from a sales report"):
            propose_improvement(person, report=report, **CONTENT)
    with pytest.raises(BusinessError, match="that you read"):
        propose_improvement(people.manager2, report=report, **CONTENT)
    with pytest.raises(BusinessError, match="what the figures show"):
        propose_improvement(people.supervisor, report=report, **{**CONTENT, "grounds": " "})
    assert not ImprovementProposal.objects.exists()


def test_rejected_with_a_reason_and_decided_once(people, proposed, adjustment):
    with pytest.raises(BusinessError, match="why the improvement is not made"):
        reject_improvement(proposed.pk, people.manager, " ")
    reject_improvement(proposed.pk, people.manager, "Too dear.")
    with pytest.raises(BusinessError, match="cannot become"):
        accept_improvement(proposed.pk, people.manager, price_adjustment=adjustment)
    with pytest.raises(PermissionDenied, match="until it is decided"):
        edit_improvement(proposed.pk, people.supervisor, title="Other")


def test_whoever_changed_it_does_not_decide_it(client, people, proposed, adjustment):
    with pytest.raises(PermissionDenied, match="by whoever made it"):
        edit_improvement(proposed.pk, people.manager, title="Other")
    edit_improvement(proposed.pk, people.supervisor, title="Much cheaper pumps")
    client.force_login(people.supervisor)
    page = reverse("improvement-edit", args=[proposed.pk])
    assert client.get(page).status_code == 200
    assert client.post(page, {**CONTENT, "title": "Pumps"}).status_code == 302
    assert ImprovementProposal.objects.get().title == "Pumps"


def test_pages(client, people, report, adjustment):
    client.force_login(people.supervisor)
    act = reverse("sales-report-do", args=[report.pk, "improve"])
    assert act in client.get(report.get_absolute_url()).content.decode()
    assert client.post(act, CONTENT).status_code == 302
    assert client.post(reverse("improvement-create"), {**CONTENT, "report": report.pk}).status_code == 302
    first, second = ImprovementProposal.objects.order_by("pk")
    client.force_login(people.manager)
    act = reverse("improvement-do", args=[first.pk, "accept"])
    assert client.post(act, {"comment": ""}).status_code == 409
    assert client.post(act, {"price_adjustment": adjustment.pk}).status_code == 302
    assert ImprovementProposal.objects.get(pk=first.pk).result == adjustment
    for person, status in (
        (people.supervisor, 200),
        (people.supervisor2, 404),
        (people.manager2, 404),
        (people.gm, 200),
        (people.finance, 200),
        (people.rep1, 404),
        (people.quality, 404),
    ):
        client.force_login(person)
        assert client.get(second.get_absolute_url()).status_code == status, person.username


@pytest.mark.parametrize("count", [1, 3])
def test_list_and_page_keep_their_queries(client, people, report, adjustment, count, django_assert_max_num_queries):
    for _each in range(count):
        made = propose_improvement(people.supervisor, report=report, **CONTENT)
        accept_improvement(made.pk, people.manager, price_adjustment=adjustment)
    client.force_login(people.manager)
    for address in (reverse("improvement-list") + "?status=accepted", made.get_absolute_url()):
        client.get(address)
        with django_assert_max_num_queries(24):
            assert client.get(address).status_code == 200
