"""Intake reported, consolidated, agreed and issued in two copies (PRD-05, PRD-06, DOC-03)."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from pypdf import PdfReader

from customers.tests.factories import active_customer
from orders.intake_plan.models import IntakePlan
from orders.intake_plan.reporting import report_intake, update_intake, withdraw_intake
from orders.task_plan import planning
from orders.task_plan.clock import bring_intake
from orders.task_plan.models import TaskPlan
from orders.task_plan.views import why_not_agreed
from pricing.tests.factories import ProductFactory
from salesmgmt.core.calendar import at, today
from salesmgmt.core.domain import discarding
from salesmgmt.core.domain.settings import change_setting
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.meanwhile import in_words
from salesmgmt.core.models import Notice

pytestmark = pytest.mark.django_db

# The last March there was, so that it can still be opened.
MARCH = dt.date(today().year - (today().month < 3), 3, 1)
APRIL = MARCH.replace(month=4)


def intake(rep, month=MARCH, quantity=40, customer=None, day=20):
    line = {"product": ProductFactory(), "quantity": Decimal(quantity), "due_date": month.replace(day=day)}
    return report_intake(rep, lines=[line], customer=customer or active_customer(rep), month=month)


def dated(plan, planner, day=18):
    """Every line gets its completion date."""
    lines = [
        {
            "id": line,
            "product": line.product,
            "quantity": line.quantity,
            "due_date": line.due_date,
            "completion_date": MARCH.replace(day=day),
            "remark": "",
        }
        for line in plan.lines.all()
    ]
    return planning.update_task_plan(plan.pk, planner, lines=lines, remark="")


def issued(people):
    intake(people.rep1)
    plan = planning.draw_up(people.planner, month=MARCH, kind="monthly")
    dated(plan, people.planner)
    planning.put_to_production(plan.pk, people.planner)
    planning.agree(plan.pk, people.production)
    return planning.issue_task_plan(plan.pk, people.planner)


def test_two_intake_plans_of_march_are_listed_with_quantity_and_due_date(client, people):
    """PRD-05."""
    first, second = intake(people.rep1, quantity=41, day=20), intake(people.rep2, quantity=42, day=21)
    other = intake(people.rep1, month=APRIL, quantity=43)
    client.force_login(people.planner)
    page = client.get(reverse("intake-month"), {"month": MARCH.isoformat()})
    shown = [row.record for row in page.context["page"].object_list]
    assert [(row.plan, row.quantity, row.due_date.day) for row in shown] == [(first, 41, 20), (second, 42, 21)]
    text = page.content.decode()
    assert f"{MARCH:%Y-%m}-20" in text
    assert f"{MARCH:%Y-%m}-21" in text
    assert other.number not in text


def test_the_planner_hears_of_an_intake_plan_and_on_the_first_of_the_month_once(people):
    """PRD-05, J19."""
    intake(people.rep1)
    assert Notice.objects.filter(user=people.planner).count() == 1
    assert bring_intake(at(MARCH, dt.time(6))) == 1
    assert bring_intake(at(MARCH, dt.time(7))) == 0
    assert bring_intake(at(APRIL, dt.time(6))) == 0
    assert f"{MARCH:%Y-%m}" in Notice.objects.get(user=people.planner, key__startswith="task-plan").subject


def test_only_the_rep_in_charge_reports_and_edits_until_it_is_consolidated(people):
    """PRD-05."""
    customer = active_customer(people.rep1)
    for who in (people.rep2, people.planner, people.production):
        with pytest.raises(PermissionDenied, match="承揽计划由负责该客户的业务员上报"):
            intake(who, customer=customer)
    with pytest.raises(BusinessError, match="请至少填写一行"):
        report_intake(people.rep1, lines=[], customer=customer, month=MARCH)
    plan = intake(people.rep1, customer=customer)
    planning.draw_up(people.planner, month=MARCH, kind="monthly")
    for act in (
        lambda: update_intake(plan.pk, people.rep1, lines=[], customer=customer, month=MARCH),
        lambda: withdraw_intake(plan.pk, people.rep1, "取消"),
    ):
        with pytest.raises((PermissionDenied, BusinessError), match="计划员汇总之前|当前为“已汇总”"):
            act()
    plan.refresh_from_db()
    assert plan.status == "consolidated"


def test_the_draft_takes_what_was_reported_for_the_month_and_nothing_else(people):
    """PRD-06."""
    first, later = intake(people.rep1), intake(people.rep1, month=APRIL)
    dropped = intake(people.rep2)
    withdraw_intake(dropped.pk, people.rep2, "客户取消")
    plan = planning.draw_up(people.planner, month=MARCH, kind="monthly")
    assert [line.intake_line.plan for line in plan.lines.all()] == [first]
    later.refresh_from_db()
    assert later.status == "reported"
    with pytest.raises(BusinessError, match=f"{MARCH:%Y-%m} 已有任务计划"):
        planning.draw_up(people.planner, month=MARCH, kind="monthly")
    intake(people.rep1)
    assert planning.draw_up(people.planner, month=MARCH, kind="temporary").lines.count() == 1


def test_a_line_without_completion_date_is_not_issued(people):
    """PRD-06."""
    intake(people.rep1)
    plan = planning.draw_up(people.planner, month=MARCH, kind="monthly")
    for act, who in (
        (planning.put_to_production, people.planner),
        (planning.issue_task_plan, people.planner),
    ):
        with pytest.raises(BusinessError, match="缺少完成日期"):
            act(plan.pk, who)
    assert str(why_not_agreed(people.planner, plan)) == "各行填好完成日期后，再交生产部确认。"
    dated(plan, people.planner)
    assert str(why_not_agreed(people.planner, plan)) == "等待生产部确认。"
    planning.put_to_production(plan.pk, people.planner)
    planning.agree(plan.pk, people.production)
    plan.lines.update(completion_date=None)
    with pytest.raises(BusinessError, match="缺少完成日期"):
        planning.issue_task_plan(plan.pk, people.planner)
    plan.refresh_from_db()
    assert plan.status == "agreed"


def test_that_a_draft_was_begun_is_told_as_nobodys_change(people):
    intake(people.rep1)
    plan = planning.draw_up(people.planner, month=MARCH, kind="monthly")
    assert in_words(plan) == ""
    dated(plan, people.planner)
    planning.put_to_production(plan.pk, people.planner)
    planning.agree(plan.pk, people.production)
    planning.take_back(plan.pk, people.planner, "改期")
    assert "将其改为“草稿”" in in_words(plan)


def test_it_is_agreed_by_production_before_it_is_issued(people):
    """PRD-06."""
    intake(people.rep1)
    plan = dated(planning.draw_up(people.planner, month=MARCH, kind="monthly"), people.planner)
    for who in (people.planner, people.rep1, people.production):  # production was not asked yet
        with pytest.raises(PermissionDenied, match="编制人不得自行确认"):
            planning.agree(plan.pk, who)
    with pytest.raises(BusinessError, match="不能变为“已下达”"):
        planning.issue_task_plan(plan.pk, people.planner)
    planning.put_to_production(plan.pk, people.planner)
    planning.object_to(plan.pk, people.production, "20 日前做不完")
    assert Notice.objects.filter(user=people.planner, body="20 日前做不完").count() == 1
    planning.agree(plan.pk, people.production)
    with pytest.raises(PermissionDenied, match="由计划员下达"):
        planning.issue_task_plan(plan.pk, people.production)
    planning.issue_task_plan(plan.pk, people.planner)
    plan.refresh_from_db()
    assert (plan.status, plan.agreed_by, plan.issued_by) == ("issued", people.production, people.planner)
    assert Notice.objects.filter(user=people.rep1, body__contains=f"{MARCH:%Y-%m}-18").count() == 1


def test_an_agreed_plan_that_is_changed_is_agreed_again(people):
    """PRD-06."""
    intake(people.rep1)
    plan = dated(planning.draw_up(people.planner, month=MARCH, kind="monthly"), people.planner)
    planning.put_to_production(plan.pk, people.planner)
    planning.agree(plan.pk, people.production)
    planning.take_back(plan.pk, people.planner, "数量有误")
    plan.refresh_from_db()
    assert (plan.status, plan.agreed_by, plan.agreed_at) == ("draft", None, None)


def test_a_reported_line_stays_and_a_discarded_draft_gives_the_intake_back(people):
    """PRD-05, PRD-06."""
    reported = intake(people.rep1)
    plan = planning.draw_up(people.planner, month=MARCH, kind="monthly")
    with pytest.raises(BusinessError, match="业务员上报的行不能删除"):
        planning.update_task_plan(plan.pk, people.planner, lines=[], remark="")
    discarding.discard(TaskPlan, plan.pk, people.planner, "重做")
    reported.refresh_from_db()
    assert (reported.status, TaskPlan.objects.get().status) == ("reported", "discarded")
    assert planning.draw_up(people.planner, month=MARCH, kind="monthly").lines.count() == 1


def test_the_paper_has_two_labelled_copies(client, people):
    """PRD-06, DOC-03."""
    plan = issued(people)
    client.force_login(people.planner)
    pages = PdfReader(io.BytesIO(client.get(reverse("task-plan-pdf", args=[plan.pk])).content)).pages
    texts = ["".join(page.extract_text().split()) for page in pages]
    assert len(texts) == 2
    assert "第一联留存" in texts[0]
    assert "第二联生产部" in texts[1]
    client.force_login(people.rep1)
    assert client.get(reverse("task-plan-pdf", args=[plan.pk])).status_code == 404
    assert client.get(reverse("intake-plan-pdf", args=[IntakePlan.objects.get().pk])).status_code == 200


def test_a_planner_draws_up_and_dates_a_plan_on_the_pages(client, people):
    """PRD-06."""
    intake(people.rep1, month=today().replace(day=1), day=5)
    client.force_login(people.planner)
    page = client.get(reverse("task-plan-create"))
    month = today().replace(day=1).isoformat()
    assert page.status_code == 200
    data = {"month": month, "kind": "monthly", "remark": ""}
    answer = client.post(reverse("task-plan-create"), data, follow=True)
    plan = TaskPlan.objects.get()
    assert answer.status_code == 200
    assert client.get(reverse("task-plan-edit", args=[plan.pk])).status_code == 200
    assert "缺少完成日期" in client.get(plan.get_absolute_url()).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("url", "queries"), [("intake-plan-list", 8), ("intake-month", 8), ("task-plan-list", 8)])
def test_the_lists_ask_the_same_questions_for_one_row_and_three(
    client, people, url, queries, rows, django_assert_num_queries
):
    for number in range(rows):
        intake(people.rep1, month=today().replace(day=1), day=1 + number)
        if url == "task-plan-list":
            planning.draw_up(people.planner, month=MARCH, kind="temporary")
    client.force_login(people.director)
    client.get(reverse(url))
    with django_assert_num_queries(queries):
        client.get(reverse(url))


def test_task_plans_can_be_switched_off(people):
    """PRD-06, CF-10: the plan release form remains the only instruction."""
    change_setting("task_plans_used", False, people.admin)
    intake(people.rep1)
    with pytest.raises(BusinessError, match="任务计划已在设置中停用"):
        planning.draw_up(people.planner, month=MARCH, kind="monthly")
    assert bring_intake(at(MARCH, dt.time(6))) == 0
