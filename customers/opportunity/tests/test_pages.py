"""The pages of opportunities, their parts and the funnel; what pricing and contracts see is tested there."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from customers.needs import survey as needs
from customers.needs.models import NeedsTemplate
from customers.negotiation import rounds as negotiation
from customers.negotiation.tables import NegotiationTable
from customers.opportunity import assignment as opportunity_assignment
from customers.opportunity.funnel import funnel
from customers.opportunity.models import Opportunity
from customers.opportunity.pursuit import create_opportunity, update_opportunity
from customers.opportunity.tests.road import (
    ANSWERS,
    PREFAB,
    TOPICS,
    at_quoted,
    at_solution,
    attach,
    fresh,
    presented,
    survey_of,
)
from customers.opportunity.views import OpportunityDetail
from customers.solution import design as solution
from customers.support import request as support
from customers.support.models import SupportRequest
from customers.tests.factories import CustomerFactory
from salesmgmt.core.calendar import today

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def rep(client, people):
    client.force_login(people.rep1)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def chance(people):
    return create_opportunity(people.rep1, CustomerFactory(owner=people.rep1), title="宿舍 40 套")


def act(client, document, name, **data):
    base = document.KIND.replace("_", "-")
    return client.post(reverse(f"{base}-do", args=[document.pk, name]), data)


def shown(client, url_name, query=""):
    return {row.record.pk for row in client.get(reverse(url_name) + query).context["page"].object_list}


def test_the_buttons_stand_in_the_order_of_the_road_whichever_room_they_come_from():
    found = [action for action in OpportunityDetail.all_actions() if action.name not in ("quote", "contract")]
    assert [action.name for action in found if action.style] == [
        "survey",
        "needs",
        "solution",
        "quoting",
        "answer",
        "negotiate",
        "win",
        "screen",
    ]
    assert [action.name for action in found if not action.style] == [
        "renew",
        "contact",
        "ask",
        "assign",
        "lose",
        "sample",
        "intent",
    ]


def test_the_cards_of_the_parts_stand_there_once_there_is_something_to_show(rep, people, chance):
    def cards():
        return [section.name for section, _part in rep.get(chance.get_absolute_url()).context["sections"]]

    assert cards() == ["needs", "solution"]
    at_quoted(chance, people.rep1)
    assert cards() == ["needs", "solution", "talks"]
    update_opportunity(chance.pk, people.rep1, is_complex=True)
    for note in ("首轮", "次轮"):
        negotiation.negotiate(chance.pk, people.rep1, note=note)
    assert cards() == ["needs", "solution", "support", "talks", "rounds"]


def test_the_way_from_survey_to_agreement_on_the_pages(rep, people, chance):
    """OPP-01, OPP-02, OPP-04"""
    family = NeedsTemplate.objects.get(name=PREFAB)
    answer = act(rep, chance, "survey", template=family.pk)
    survey = fresh(chance).needs_survey
    assert answer.url == reverse("needs-survey-edit", args=[survey.pk])
    by_label = {field.label: field.pk for field in family.fields.all()}
    data = {f"answer_{by_label[label]}": text for label, text in ANSWERS.items()} | {"surveyed_on": today()}
    page = rep.get(answer.url)
    assert page.status_code == 200
    assert rep.post(answer.url, {**data, f"answer_{by_label['预算']}": ""}).status_code == 302
    refused = act(rep, chance, "needs")
    assert (refused.status_code, fresh(chance).status) == (409, "needs_analysis")
    assert "预算" in refused.content.decode()
    assert rep.post(answer.url, data).status_code == 302
    assert act(rep, survey, "complete").status_code == 302
    assert fresh(chance).status == "solution"
    assert act(rep, chance, "solution").status_code == 302
    made = solution.current_solution(chance)
    assert rep.post(reverse("solution-edit", args=[made.pk]), {"title": "方案", "content": "两层"}).status_code == 302
    attach(made, people.rep1, "设计方案", "施工方案")
    refused = act(rep, made, "complete")
    assert (refused.status_code, "配置清单" in refused.content.decode()) == (409, True)
    attach(made, people.rep1, "配置清单")
    assert act(rep, made, "complete").status_code == 302
    assert act(rep, chance, "quoting").status_code == 409
    assert act(rep, made, "present", presented_on=today(), presented_to="王芳").status_code == 302
    assert act(rep, chance, "quoting").status_code == 302
    negotiation.offer_sent(chance.pk, people.rep1, "QUO-1")
    assert act(rep, chance, "negotiate", held_on=today(), quantity="40", unit="套").status_code == 302
    assert act(rep, chance, "win", held_on=today(), quantity="40").status_code == 409
    assert act(rep, chance, "win", held_on=today(), **TOPICS).status_code == 302
    assert fresh(chance).status == "won"


def test_the_page_says_plainly_what_is_missing(rep, people, chance):
    assert rep.get(chance.get_absolute_url()).context["next_steps"] == ["There is no needs survey yet."]
    survey_of(chance, people.rep1, {**ANSWERS, "材质": ""})
    assert rep.get(chance.get_absolute_url()).context["next_steps"] == ["The needs survey lacks: 材质."]


def test_the_papers_are_printed_and_departments_do_not_see_the_budget(rep, people, chance):
    """OPP-01, OPP-02"""
    at_solution(chance, people.rep1)
    made = presented(chance, people.rep1)
    survey = fresh(chance).needs_survey
    for address in (reverse("needs-survey-pdf", args=[survey.pk]), reverse("solution-pdf", args=[made.pk])):
        assert rep.get(address).content[:5] == b"%PDF-"
    update_opportunity(chance.pk, people.rep1, is_complex=True, expected_amount=Decimal(987654))
    support.ask_support(chance.pk, people.rep1, ["tec"], "能否做")
    rep.force_login(people.technical)
    page = rep.get(chance.get_absolute_url()).content.decode()
    assert "987,654" not in page and "260,000" not in page
    assert "260,000" not in rep.get(survey.get_absolute_url()).content.decode()
    assert rep.get(reverse("needs-survey-pdf", args=[survey.pk])).status_code == 403
    assert rep.get(reverse("solution-pdf", args=[made.pk])).status_code == 200
    assert rep.get(reverse("opportunity-edit", args=[chance.pk])).status_code == 403


def test_a_department_finds_its_question_and_answers(rep, people, chance):
    """OPP-03"""
    at_solution(chance, people.rep1)
    presented(chance, people.rep1)
    assert act(rep, chance, "ask", departments=["tec"], question="能否 30 天交付").status_code == 302
    rep.force_login(people.technical)
    assert shown(rep, "support-list") == {SupportRequest.objects.get().pk}
    request = SupportRequest.objects.get()
    assert rep.get(reverse("opportunity-do", args=[chance.pk, "answer"])).status_code == 200
    answer = act(rep, chance, "answer", request=request.pk, feasible="no", answer="跨度超限")
    assert (answer.status_code, fresh(request).status) == (302, "not_feasible")
    rep.force_login(people.quality)
    assert rep.get(chance.get_absolute_url()).status_code == 404
    assert shown(rep, "support-list") == set()
    rep.force_login(people.finance)
    assert rep.get(reverse("support-list")).status_code == 403


@pytest.mark.parametrize("name", ["rep2", "rep3", "supervisor2", "manager2", "quality", "admin"])
def test_an_opportunity_of_another_team_does_not_exist(client, people, chance, name):
    """OPP-05"""
    at_solution(chance, people.rep1)
    made = presented(chance, people.rep1)
    client.force_login(getattr(people, name))
    survey = fresh(chance).needs_survey
    for document in (chance, survey, made):
        assert client.get(document.get_absolute_url()).status_code == 404
        base = document.KIND.replace("_", "-")
        assert client.get(reverse(f"{base}-edit", args=[document.pk])).status_code == 404
    assert act(client, chance, "lose", comment="…").status_code == 404
    for url_name, document in (("needs-survey-pdf", survey), ("solution-pdf", made)):
        assert client.get(reverse(url_name, args=[document.pk])).status_code == 404
    assert fresh(chance).status == "solution"


def test_after_reassignment_the_old_rep_is_out_and_the_superior_reads_but_does_not_edit(rep, people, chance):
    """OPP-05"""
    opportunity_assignment.assign_opportunity(chance.pk, people.manager, people.rep2)
    assert rep.get(chance.get_absolute_url()).status_code == 404
    rep.force_login(people.manager)
    assert rep.get(chance.get_absolute_url()).status_code == 200
    assert rep.get(reverse("opportunity-edit", args=[chance.pk])).status_code == 403
    rep.force_login(people.rep2)
    assert rep.get(reverse("opportunity-edit", args=[chance.pk])).status_code == 200


def test_many_are_assigned_at_once_and_those_of_others_are_refused(client, people, chance):
    """OPP-05"""
    second = create_opportunity(people.rep1, chance.customer, title="二")
    client.force_login(people.manager)
    data = {"bulk": "assign", "pk": [chance.pk, second.pk], "person": people.rep2.pk, "form_token": "t-1"}
    assert client.post(reverse("opportunity-list"), data).status_code == 302
    assert Opportunity.objects.filter(assigned_to=people.rep2).count() == 2
    client.force_login(people.rep2)
    assert client.post(reverse("opportunity-list"), {**data, "form_token": "t-2"}).status_code == 403


def test_the_list_filters_what_is_due_what_stands_still_and_what_is_not_screened(rep, people, chance):
    """OPP-05"""
    due = create_opportunity(people.rep1, chance.customer, title="二", next_contact_on=today())
    Opportunity.objects.filter(pk=chance.pk).update(stage_since=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    opportunity_assignment.screen_opportunity(due.pk, people.manager, "high")

    def found(query):
        return shown(rep, "opportunity-list", query)

    assert found("?due=true") == {due.pk}
    assert found("?stale=true") == found("?open=true&screened=false") == {chance.pk}
    assert found("?priority=high") == {due.pk}
    assert found("?open=false") == set()


def test_the_funnel_is_for_superiors(client, people, chance):
    """OPP-05"""
    for name, status in (("supervisor", 200), ("manager", 200), ("gm", 200), ("rep1", 403), ("quality", 403)):
        client.force_login(getattr(people, name))
        assert client.get(reverse("opportunity-funnel")).status_code == status
    client.force_login(people.supervisor2)
    assert client.get(reverse("opportunity-funnel")).context["total"] == 0


def test_the_stages_stand_as_bars_the_first_on_top(client, people, chance):
    """OPP-05: a later stage may hold more than an earlier one, which no funnel shows."""
    client.force_login(people.manager)
    drawn = json.loads(client.get(reverse("opportunity-funnel")).context["count_chart"])
    first = str(funnel(Opportunity.objects.all(), 30)[0].label)
    assert [each["type"] for each in drawn["series"]] == ["bar"]
    assert (drawn["yAxis"]["data"][-1], drawn["series"][0]["data"][-1]) == (first, 1)


def test_a_further_opportunity_is_opened_for_the_own_customer_only(rep, people):
    mine, other = CustomerFactory(owner=people.rep1), CustomerFactory(owner=people.rep2)
    address = reverse("opportunity-create")
    assert rep.post(address, {"customer": mine.pk, "title": "年度框架"}).status_code == 302
    assert rep.post(address, {"customer": other.pk, "title": "年度框架"}).status_code == 422
    assert Opportunity.objects.get().assigned_to == people.rep1


@pytest.mark.parametrize(
    "name, read, change", [("director", 200, 200), ("admin", 200, 200), ("rep1", 403, 403), ("quality", 403, 403)]
)
def test_director_and_administrator_alone_open_the_templates(client, people, name, read, change):
    """OPP-01"""
    client.force_login(getattr(people, name))
    family = NeedsTemplate.objects.get(name=PREFAB)
    assert client.get(reverse("needs-template-list")).status_code == read
    assert client.get(reverse("needs-template-edit", args=[family.pk])).status_code == change
    assert client.get(reverse("needs-template-create")).status_code == change


def test_the_director_changes_a_template_on_the_page(client, people):
    """OPP-01"""
    client.force_login(people.director)
    family = NeedsTemplate.objects.get(name=PREFAB)
    fields = list(family.fields.all())[:2]
    data = {
        "name": PREFAB,
        "is_active": "on",
        "solution_parts": "设计方案\n报价清单",
        "lines-TOTAL_FORMS": 2,
        "lines-INITIAL_FORMS": 2,
        "lines-MIN_NUM_FORMS": 1,
        "lines-MAX_NUM_FORMS": 500,
    }
    for number, field in enumerate(fields):
        data |= {f"lines-{number}-id": field.pk, f"lines-{number}-label": f"新{number}", f"lines-{number}-kind": "text"}
    assert client.post(reverse("needs-template-edit", args=[family.pk]), data).status_code == 302
    assert [field.label for field in family.fields.filter(is_active=True)] == ["新0", "新1"]
    assert fresh(family).parts == ["设计方案", "报价清单"]


def count_of(client, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(100) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_pages_ask_as_often_for_three_of_everything(rep, people, chance, django_assert_max_num_queries):
    many = create_opportunity(people.rep1, chance.customer, title="多")
    for one in (chance, many):
        at_quoted(one, people.rep1)
        update_opportunity(one.pk, people.rep1, is_complex=True)
        for number in range(3 if one == many else 1):
            negotiation.negotiate(one.pk, people.rep1, note=str(number), **TOPICS)
            SupportRequest.objects.create(
                opportunity=one, department="tec", question="?", asked_by=people.rep1, status="cancelled"
            )
    rep.get(chance.get_absolute_url())
    one = count_of(rep, chance.get_absolute_url(), django_assert_max_num_queries)
    assert count_of(rep, many.get_absolute_url(), django_assert_max_num_queries) == one
    before = count_of(rep, reverse("support-list"), django_assert_max_num_queries)
    SupportRequest.objects.create(opportunity=chance, department="qa", question="?", asked_by=people.rep1)
    assert count_of(rep, reverse("support-list"), django_assert_max_num_queries) == before


def test_a_survey_without_a_template_of_its_own_uses_the_generic_one(people, chance):
    assert needs.start_survey(chance.pk, people.rep1).template.is_generic


def test_the_columns_of_a_list_of_rows_are_named_as_the_model_names_them():
    with translation.override("zh-hans"):
        assert NegotiationTable([]).columns["by"].header == "操作人"
