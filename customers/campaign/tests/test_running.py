"""A campaign is prepared in four stages, carried out and evaluated (MKT-04, MKT-05)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from customers.campaign import running as campaigns
from customers.campaign.models import Campaign, CampaignTask
from customers.campaign.papers import evaluation_pdf, paper_context
from customers.campaign.states import CampaignStage, CampaignStatus
from customers.campaign.tasks import by_stage, give_task, tick_task
from customers.lead.following import create_lead
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.approvals.authors import writers_of
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import Task

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def campaign(people):
    """Approved and in preparation."""
    day = today() + dt.timedelta(days=10)
    made = campaigns.create_campaign(
        people.manager, name="Launch of axles", type="launch", starts_on=day, ends_on=day, budget=Decimal(5000)
    )
    campaigns.submit_campaign(made.pk, people.manager, "asked for")
    approvals.approve(approvals.open_steps_of(made).get().pk, people.director)
    return campaigns.advance(CampaignStatus.PREPARING)(made.pk, people.manager)


def task(people, campaign, stage="preparation", name="Rent the hall", person=None):
    give_task(campaign.pk, people.manager, stage=stage, name=name, person=person or people.rep1, due_on=today())
    return CampaignTask.objects.latest("pk")


def evaluated(people, campaign, feedback="Good"):
    campaigns.start_campaign(campaign.pk, people.manager, anyway=True)
    campaigns.advance(CampaignStatus.FINISHED)(campaign.pk, people.manager)
    return campaigns.evaluate_campaign(campaign.pk, people.manager, 46, Decimal(386000), feedback, "Invite earlier")


def lead(person, **fields):
    given = {"company": "Axle works", "contact_name": "Li", "phone": "13800000000", "source": "exhibition", **fields}
    return create_lead(person, **given)


def test_mkt_04_tasks_of_four_stages_with_person_and_day(people, campaign):
    """MKT-04"""
    made = [task(people, campaign, stage, f"T{number}") for number, stage in enumerate(CampaignStage)]
    assert [(str(stage), [each.pk for each in tasks]) for stage, tasks in by_stage(campaign)] == [
        (str(each.stage), [each.pk]) for each in made
    ]
    todo = Task.objects.get(kind="campaign_task", key=str(made[0].pk))
    assert (todo.person, todo.due_on) == (people.rep1, today())
    tick_task(made[0].pk, people.rep1)
    made[0].refresh_from_db()
    todo.refresh_from_db()
    assert (made[0].done_by, todo.done_at is not None) == (people.rep1, True)
    tick_task(made[0].pk, people.manager)
    made[0].refresh_from_db()
    assert (made[0].done_at, made[0].done_by) == (None, None)


def test_mkt_04_only_organisers_give_tasks_and_only_its_person_ticks_one_off(people, campaign):
    for person in (people.rep1, people.director, people.finance):
        with pytest.raises(PermissionDenied, match="given by its organisers"):
            give_task(campaign.pk, person, stage="publicity", name="x", person=person, due_on=today())
    with pytest.raises(BusinessError, match="after the campaign has ended"):
        give_task(
            campaign.pk,
            people.manager,
            stage="publicity",
            name="x",
            person=people.rep1,
            due_on=campaign.ends_on + dt.timedelta(days=1),
        )
    with pytest.raises(BusinessError, match="what the task is"):
        give_task(campaign.pk, people.manager, stage="publicity", name=" ", person=people.rep1, due_on=today())
    made = task(people, campaign)
    with pytest.raises(PermissionDenied, match="ticked off by its person"):
        tick_task(made.pk, people.rep2)
    assert CampaignTask.objects.filter(done_at__isnull=False).count() == 0


def test_mkt_04_an_open_preparation_task_is_named_before_the_campaign_begins(client, people, campaign):
    """MKT-04"""
    done, left = task(people, campaign, name="Print"), task(people, campaign, name="Rent the hall")
    task(people, campaign, "publicity", "Post it")  # no matter of preparation
    tick_task(done.pk, people.rep1)
    with pytest.raises(BusinessError, match=r"Preparation is not finished: Rent the hall \(Rep1, ") as warning:
        campaigns.start_campaign(campaign.pk, people.manager)
    assert "Print" not in str(warning.value) and "Post it" not in str(warning.value)
    campaign.refresh_from_db()
    assert campaign.status == "preparing"
    client.force_login(people.manager)
    form = reverse("campaign-do", args=[campaign.pk, "start"])
    assert "Rent the hall" in client.get(form).content.decode()
    refused = client.post(form, {})
    assert (refused.status_code, "Rent the hall" in refused.content.decode()) == (409, True)
    assert client.post(form, {"anyway": "on"}).status_code == 302
    campaign.refresh_from_db()
    assert campaign.status == "running"
    assert left.done_at is None


def test_mkt_04_a_prepared_campaign_begins_without_a_word(client, people, campaign):
    """MKT-04"""
    tick_task(task(people, campaign).pk, people.rep1)
    client.force_login(people.manager)
    assert client.post(reverse("campaign-do", args=[campaign.pk, "start"]), {}).status_code == 302
    campaign.refresh_from_db()
    assert campaign.status == "running"


def test_a_task_is_ticked_off_on_the_page(client, people, campaign):
    made = task(people, campaign)
    client.force_login(people.rep1)
    tick = reverse("campaign-task-tick", args=[made.pk])
    assert tick in client.get(campaign.get_absolute_url()).content.decode()
    assert client.post(tick).status_code == 302
    made.refresh_from_db()
    assert made.done_by == people.rep1
    for person, status in ((people.rep2, 403), (people.quality, 404)):
        client.force_login(person)
        assert client.post(tick).status_code == status


def test_whoever_notes_an_answer_has_not_written_the_campaign(people, customer):
    """SEC-04: the manager who marks that a customer comes decides on the campaign of another."""
    day = today() + dt.timedelta(days=10)
    made = campaigns.create_campaign(
        people.manager, name="Launch of axles", type="launch", starts_on=day, ends_on=day, budget=Decimal(5000)
    )
    campaigns.invite(made.pk, people.manager, customer)
    campaigns.answer_invitation(made.invitations.get().pk, people.rep1, "accepted")
    assert set(writers_of(made)) == {people.manager.pk}


@pytest.mark.parametrize("missing", ["participants", "sales_amount", "feedback"])
def test_mkt_05_without_participants_sales_or_feedback_nothing_is_closed(people, campaign, missing):
    """MKT-05"""
    evaluated(people, campaign)
    Campaign.objects.filter(pk=campaign.pk).update(**{missing: "" if missing == "feedback" else None})
    with pytest.raises(BusinessError, match="Participants, sales and feedback come first"):
        campaigns.close_campaign(campaign.pk, people.manager, "Invite earlier")
    campaign.refresh_from_db()
    assert campaign.status == "evaluated"


def test_mkt_05_leads_with_this_campaign_are_counted_automatically(client, people, campaign):
    """MKT-05"""
    lead(people.rep1, campaign="Launch of axles")
    lead(people.rep2, company="Other works", campaign=f" {campaign.number} ".strip().lower())
    lead(people.rep1, company="Third works", campaign="Launch")
    assert campaigns.leads_of(campaign).count() == 2
    evaluated(people, campaign)
    client.force_login(people.manager)
    page = client.get(campaign.get_absolute_url()).content.decode()
    assert "本活动带来的线索" in page and "其中您可查看2条" in page
    client.force_login(people.rep1)
    assert "其中您可查看1条" in client.get(campaign.get_absolute_url()).content.decode()
    found = client.get(reverse("lead-list"), {"campaign": "Launch of axles"}).content.decode()
    assert "Axle works" in found and "Third works" not in found


def test_a_lead_is_entered_from_the_page_of_the_campaign(client, people, campaign):
    client.force_login(people.rep1)
    answer = client.post(reverse("campaign-do", args=[campaign.pk, "new-lead"]))
    assert answer.status_code == 302
    assert 'value="Launch of axles"' in client.get(answer.url).content.decode()


def test_f_35_the_paper_of_the_evaluation(client, people, campaign):
    """F-35: participants, sales, feedback, lessons"""
    client.force_login(people.manager)
    address = reverse("campaign-pdf", args=[campaign.pk])
    assert client.get(address).status_code == 404  # not evaluated yet
    lead(people.rep1, campaign="Launch of axles")
    made = evaluated(people, campaign)
    found = paper_context(made)
    assert (found["campaign"].participants, found["leads"]) == (46, 1)
    assert evaluation_pdf(made).startswith(b"%PDF")
    for person, status in ((people.rep1, 200), (people.quality, 404)):
        client.force_login(person)
        assert client.get(address).status_code == status


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_keeps_its_queries(client, people, campaign, count, django_assert_max_num_queries):
    for number in range(count):
        task(people, campaign, name=f"T{number}")
        lead(people.rep1, company=f"L{number}", campaign=campaign.name)
    client.force_login(people.manager)
    client.get(campaign.get_absolute_url())
    with django_assert_max_num_queries(26):
        assert client.get(campaign.get_absolute_url()).status_code == 200
