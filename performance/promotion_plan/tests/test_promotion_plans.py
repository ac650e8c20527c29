"""The promotion plan of a year and the campaigns that carry it out (MKT-01 to MKT-03)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from customers.campaign import running as campaigns
from customers.campaign.models import Campaign
from performance.promotion_plan.clock import open_plan_draft
from performance.promotion_plan.models import PlannedCampaign, PromotionPlan
from performance.promotion_plan.papers import paper_context, plan_pdf
from performance.promotion_plan.placing import line_of, place_campaign
from performance.promotion_plan.rules import missing_parts, over_plan
from performance.promotion_plan.writing import create_plan, submit_plan, update_plan
from salesmgmt.core.calendar import at, today
from salesmgmt.core.domain import approvals
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

D = Decimal
YEAR = today().year


def line(budget="100000", **fields):
    return {"channel": "fair", "target_group": "Truck makers", "budget": D(budget), **fields}


def plan(people, lines=None, budget="100000", year=YEAR, **fields):
    content = {"goal": "Six new customers", "content": "Two fairs", "market": "", **fields}
    return create_plan(people.manager, [line()] if lines is None else lines, year=year, budget=D(budget), **content)


def approved(people, **fields):
    made = plan(people, **fields)
    submit_plan(made.pk, people.manager)
    approvals.approve(approvals.open_steps_of(made).get().pk, people.director)
    made.refresh_from_db()
    return made


def campaign(people, **fields):
    day = dt.date(YEAR, 12, 20)
    given = {"name": "Launch", "type": "launch", "starts_on": day, "ends_on": day, "budget": D(5000), **fields}
    return campaigns.create_campaign(people.manager, **given)


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        (("g", 1, "c", D(1)), []),
        ((" ", 1, "c", D(1)), ["goal"]),
        (("g", 0, "c", D(1)), ["channels"]),
        (("g", 1, "", D(1)), ["content"]),
        (("g", 1, "c", None), ["budget"]),
        (("", 0, "", None), ["goal", "channels", "content", "budget"]),
    ],
)
def test_mkt_01_goal_channel_content_and_budget_are_asked_for(given, missing):
    """MKT-01"""
    assert missing_parts(*given) == missing


@pytest.mark.parametrize(
    ("budgets", "more"), [(["100000"], "0"), (["60000", "40001"], "1"), ([], "0"), (["99999.99"], "0")]
)
def test_mkt_02_lines_of_100001_exceed_a_budget_of_100000(budgets, more):
    """MKT-02"""
    assert over_plan(map(D, budgets), D(100000)) == D(more)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"goal": ""}, "Still empty: goal"),
        ({"lines": []}, "Still empty: channels"),
        ({"content": " "}, "Still empty: content"),
        ({"budget": "0"}, "Still empty: budget"),
        ({"lines": [line("60000"), line("40001")]}, "exceed the budget of ¥100,000.00 by ¥1.00"),
    ],
)
def test_mkt_01_mkt_02_an_incomplete_plan_is_refused_when_it_is_submitted(people, changed, words):
    """MKT-01, MKT-02"""
    made = plan(people, **changed)
    with pytest.raises(BusinessError, match=words):
        submit_plan(made.pk, people.manager)
    made.refresh_from_db()
    assert (made.status, approvals.last_round(made)) == ("draft", None)


def test_mkt_01_the_director_approves_what_a_manager_wrote(people):
    """MKT-01"""
    made = plan(people)
    submit_plan(made.pk, people.manager)
    step = approvals.open_steps_of(made).get()
    for person in (people.manager, people.rep1, people.finance):
        with pytest.raises(PermissionDenied, match="not yours|You wrote"):
            approvals.approve(step.pk, person)
    approvals.approve(step.pk, people.director)
    made.refresh_from_db()
    assert made.status == "approved"
    with pytest.raises(PermissionDenied, match="while it is a draft"):
        update_plan(made.pk, people.manager, [line()], goal="other")


def test_only_managers_write_plans_and_a_year_has_one(people):
    for person in (people.rep1, people.director, people.finance):
        with pytest.raises(PermissionDenied, match="written by the sales managers"):
            create_plan(person, [], year=YEAR)
    plan(people)
    with pytest.raises(BusinessError, match="already"):
        plan(people)
    with pytest.raises(IntegrityError, match="promotion_plan_once_a_year"), transaction.atomic():
        PromotionPlan.objects.create(number="X", year=YEAR)


def test_a_rejected_plan_is_a_draft_again_and_is_submitted_anew(people):
    made = plan(people)
    submit_plan(made.pk, people.manager)
    approvals.reject(approvals.open_steps_of(made).get().pk, people.director, "too dear")
    made.refresh_from_db()
    assert made.status == "draft"
    kept = made.lines.get()
    update_plan(made.pk, people.manager, [line("90000", id=kept), line("1000", channel="online")], budget=D(91000))
    assert [each.budget for each in made.lines.all()] == [D(90000), D(1000)]
    submit_plan(made.pk, people.manager)


def test_mkt_03_a_campaign_outside_the_plan_needs_a_reason_and_the_manager_approves(people):
    """MKT-03"""
    made = campaign(people)
    with pytest.raises(BusinessError, match="no approved promotion plan"):
        campaigns.submit_campaign(made.pk, people.manager)
    made.refresh_from_db()
    assert made.status == "planned"
    campaigns.submit_campaign(made.pk, people.manager, "A key customer asks for it")
    step = approvals.open_steps_of(made).get()
    assert "Sales manager" in step.label or "销售经理" in step.label
    assert step.assignee == people.director  # the manager planned it himself (SEC-04)
    with pytest.raises(PermissionDenied, match="not yours|You wrote"):
        approvals.approve(step.pk, people.manager)
    approvals.approve(step.pk, people.director)
    made.refresh_from_db()
    assert made.status == "approved"


def test_mkt_03_a_campaign_inside_the_approved_plan_needs_no_reason(people):
    """MKT-03"""
    made, its_line = campaign(people), approved(people).lines.get()
    place_campaign(made.pk, people.manager, its_line)
    assert line_of(made) == its_line
    campaigns.submit_campaign(made.pk, people.manager)
    step = approvals.open_steps_of(made).get()
    assert (step.role, step.assignee) == ("dir", None)
    with pytest.raises(PermissionDenied, match="before it is submitted"):
        place_campaign(made.pk, people.manager, None)
    assert PlannedCampaign.objects.count() == 1


def test_a_campaign_takes_its_place_in_an_approved_plan_of_its_year_alone(people):
    made, draft = campaign(people), plan(people)
    other = approved(people, year=YEAR + 1).lines.get()
    for wrong in (draft.lines.get(), other):
        with pytest.raises(BusinessError, match="of the campaign's year"):
            place_campaign(made.pk, people.manager, wrong)
    for person in (people.rep1, people.director):
        with pytest.raises(PermissionDenied, match="from the sales managers"):
            place_campaign(made.pk, person, other)
    assert not PlannedCampaign.objects.exists()


def test_the_place_is_given_on_the_page_of_the_campaign(client, people):
    made, its_line = campaign(people), approved(people).lines.get()
    client.force_login(people.manager)
    page = client.get(made.get_absolute_url()).content.decode()
    assert "不在已批准的推广计划内" in page
    assert client.post(reverse("campaign-do", args=[made.pk, "place"]), {"line": its_line.pk}).status_code == 302
    assert its_line.plan.number in client.get(made.get_absolute_url()).content.decode()
    assert made.name in client.get(its_line.plan.get_absolute_url()).content.decode()
    assert client.post(reverse("campaign-do", args=[made.pk, "place"]), {"line": ""}).status_code == 302
    assert line_of(made) is None


def test_j22_the_draft_of_the_year_is_opened_once(people):
    """MKT-01, J22"""
    moment = at(dt.date(YEAR + 1, 1, 1))
    assert (open_plan_draft(moment), open_plan_draft(moment)) == (1, 0)
    made = PromotionPlan.objects.get()
    assert (made.year, made.status, made.created_by) == (YEAR + 1, "draft", None)
    assert Notice.objects.filter(user=people.manager, url=made.get_absolute_url()).exists()
    update_plan(made.pk, people.manager, [line()], year=YEAR + 1, goal="g", market="", content="c", budget=D(100000))
    submit_plan(made.pk, people.manager)
    with pytest.raises(PermissionDenied, match="not yours|You"):
        approvals.approve(approvals.open_steps_of(made).get().pk, people.manager)


def test_f_35_the_paper_of_the_plan(client, people):
    """F-35"""
    made = approved(people)
    found = paper_context(made)
    assert (found["total"], found["draft"], found["signatures"][-1][1]) == (D(100000), False, people.director)
    assert plan_pdf(made).startswith(b"%PDF")
    for person, status in ((people.rep1, 200), (people.finance, 200), (people.quality, 404)):
        client.force_login(person)
        assert client.get(reverse("promotion-plan-pdf", args=[made.pk])).status_code == status


def test_the_form_writes_plan_and_lines(client, people):
    client.force_login(people.manager)
    form = {
        "year": YEAR,
        "budget": "1000",
        "goal": "g",
        "market": "m",
        "content": "c",
        "lines-TOTAL_FORMS": 1,
        "lines-INITIAL_FORMS": 0,
        "lines-0-channel": "online",
        "lines-0-target_group": "buyers",
        "lines-0-budget": "1000",
    }
    answer = client.post(reverse("promotion-plan-create"), form)
    made = PromotionPlan.objects.get()
    assert (answer.status_code, answer.url) == (302, made.get_absolute_url())
    assert client.get(reverse("promotion-plan-edit", args=[made.pk])).status_code == 200
    assert client.post(reverse("promotion-plan-do", args=[made.pk, "submit"])).status_code == 302
    client.force_login(people.rep1)
    assert client.get(reverse("promotion-plan-create")).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_and_the_page_keep_their_queries(client, people, count, django_assert_max_num_queries):
    for number in range(count):
        made = approved(people, year=YEAR + number, lines=[line("100")] * count)
        for each in made.lines.all():
            day = dt.date(YEAR + number, 5, 1)
            placed = campaign(people, name=f"C{each.pk}", starts_on=day, ends_on=day)
            place_campaign(placed.pk, people.manager, each)
    client.force_login(people.manager)
    client.get(reverse("promotion-plan-list"))
    with django_assert_max_num_queries(10):
        assert client.get(reverse("promotion-plan-list")).status_code == 200
    with django_assert_max_num_queries(19):
        assert client.get(made.get_absolute_url()).status_code == 200
    assert Campaign.objects.count() == count**2
