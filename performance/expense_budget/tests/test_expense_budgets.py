"""The expense budget of a department: named categories, one in force, revisions (EXP-01, EXP-02, EXP-04)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from performance.expense_budget.clock import open_budget_drafts
from performance.expense_budget.models import ExpenseBudget
from performance.expense_budget.papers import budget_pdf, paper_context
from performance.expense_budget.preparing import by_category, create_budget, revise_budget, submit_budget, update_budget
from performance.expense_budget.rules import cut_too_far, missing_categories
from performance.expense_budget.states import MONTHS, ExpenseCategory
from performance.expense_claim.models import ExpenseClaim
from salesmgmt.core.calendar import at, today
from salesmgmt.core.domain import approvals
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import Task

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

D = Decimal
YEAR = today().year


def amounts(**by_name):
    """The whole year's amount of each category in January; the three named ones with 0 where nothing is said."""
    given = {"travel": 0, "entertainment": 0, "promotion": 0, **by_name}
    return {(name, 1): D(amount) for name, amount in given.items()}


def budget(people, unit=None, year=YEAR, person=None, **by_name):
    return create_budget(person or people.manager, unit or people.units.east, year, amounts(**by_name))


def decided(people, made):
    submit_budget(made.pk, made.created_by or people.manager)
    approvals.approve(approvals.open_steps_of(made).get().pk, people.gm)
    made.refresh_from_db()
    return made


def in_force(people, **given):
    return decided(people, budget(people, **given))


def approved_line(person, amount, day):
    claim = ExpenseClaim.objects.create(
        number="EXC-OLD",
        created_by=person,
        claimant=person,
        department=person.scope_unit("g"),
        purpose="出差",
        status=ExpenseClaim.Status.MANAGER_APPROVED,
        amount=D(amount),
        allowed_amount=D(amount),
    )
    return claim.lines.create(date=day, category="travel", amount=D(amount), voucher_number="V-OLD")


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        (["travel", "entertainment", "promotion"], []),
        (["travel", "entertainment", "promotion", "other"], []),
        (["travel", "entertainment", "other"], ["promotion"]),
        (["other"], ["travel", "entertainment", "promotion"]),
    ],
)
def test_exp_02_three_categories_are_named(given, missing):
    """EXP-02"""
    assert missing_categories(given) == missing


def test_exp_04_nothing_is_cut_below_what_is_used():
    """EXP-04"""
    assert cut_too_far({"travel": D(9000)}, {"travel": D(9000)}) == []
    assert cut_too_far({"travel": D("8999.99")}, {"travel": D(9000), "other": D(1)}) == ["travel", "other"]


def test_exp_01_the_head_of_the_department_does_not_approve_his_own_budget(people):
    """EXP-01: 403"""
    made = budget(people, travel=10000)
    submit_budget(made.pk, people.manager)
    step = approvals.open_steps_of(made).get()
    for person in (people.manager, people.director, people.finance, people.admin):
        with pytest.raises(PermissionDenied, match="not yours|You wrote|You changed"):
            approvals.approve(step.pk, person)
    made.refresh_from_db()
    assert made.status == "submitted"
    approvals.approve(step.pk, people.gm)
    made.refresh_from_db()
    assert (made.status, made.amount, made.responsible) == ("approved", D(10000), people.manager)


def test_exp_01_the_page_of_the_approval_answers_403_to_the_head_of_the_department(client, people):
    """EXP-01"""
    made = budget(people)
    submit_budget(made.pk, people.manager)
    client.force_login(people.manager)
    step = approvals.open_steps_of(made).get()
    assert client.post(reverse("step-do", args=[step.pk, "approve"]), {"comment": ""}).status_code == 403


def test_exp_01_one_approved_budget_per_department_and_year(people):
    """EXP-01"""
    in_force(people)
    with pytest.raises(BusinessError, match="in force: revise it"):
        budget(people)
    with pytest.raises(IntegrityError, match="expense_budget_in_force_once"), transaction.atomic():
        ExpenseBudget.objects.create(number="X", department=people.units.east, year=YEAR, version=2, status="approved")
    in_force(people, year=YEAR + 1)
    budget(people, unit=people.units.west, person=people.manager2)
    with pytest.raises(BusinessError, match="being prepared already"):
        budget(people, unit=people.units.west, person=people.director)
    assert ExpenseBudget.objects.in_force().count() == 2


def test_the_manager_prepares_for_his_department_the_director_for_all(people):
    for person, unit in ((people.manager, people.units.west), (people.rep1, people.units.east)):
        with pytest.raises(PermissionDenied, match="prepared by its manager or by the director"):
            budget(people, unit=unit, person=person)
    made = budget(people, unit=people.units.west, person=people.director)
    assert (made.responsible, made.created_by) == (people.manager2, people.director)


@pytest.mark.parametrize("missing", ["travel", "entertainment", "promotion"])
def test_exp_02_a_budget_without_a_named_category_is_refused_when_it_is_submitted(people, missing):
    """EXP-02: 0 is allowed as amount"""
    given = {key: amount for key, amount in amounts(other=5).items() if key[0] != missing}
    made = create_budget(people.manager, people.units.east, YEAR, given)
    with pytest.raises(BusinessError, match="says nothing of"):
        submit_budget(made.pk, people.manager)
    made.refresh_from_db()
    assert made.status == "draft"
    update_budget(made.pk, people.manager, {**given, (missing, 3): D(0)}, remark="")
    submit_budget(made.pk, people.manager)


def test_exp_04_a_revision_is_approved_alike_and_both_versions_stay_visible(client, people):
    """EXP-04"""
    first = in_force(people, travel=10000)
    with pytest.raises(BusinessError, match="what changed in the market"):
        revise_budget(first.pk, people.manager, " ")
    with pytest.raises(PermissionDenied, match="revised by the manager"):
        revise_budget(first.pk, people.rep1, "more fairs")
    second = revise_budget(first.pk, people.manager, "more fairs")
    assert (second.version, second.status, by_category(second)["travel"]) == (2, "draft", D(10000))
    with pytest.raises(BusinessError, match="being prepared already"):
        revise_budget(first.pk, people.manager, "again")
    update_budget(second.pk, people.manager, amounts(travel=12000), remark="")
    first.refresh_from_db()
    assert first.status == "approved"  # till the new one is decided
    submit_budget(second.pk, people.manager)
    step = approvals.open_steps_of(second).get()
    with pytest.raises(PermissionDenied, match="not yours|You wrote|You changed"):
        approvals.approve(step.pk, people.manager)
    approvals.approve(step.pk, people.gm)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == ("superseded", "approved")
    client.force_login(people.manager)
    page = client.get(second.get_absolute_url()).content.decode()
    assert first.get_absolute_url() in page and "¥12,000.00" in page and "¥10,000.00" in page
    assert client.get(first.get_absolute_url()).status_code == 200
    with pytest.raises(PermissionDenied, match="已生效的预算由"):
        revise_budget(first.pk, people.manager, "old one")


def test_j22_drafts_of_all_departments_with_last_years_amounts(people):
    """EXP-01, J22"""
    in_force(people, travel=10000)
    moment = at(dt.date(YEAR + 1, 1, 1))
    made = open_budget_drafts(moment)
    assert (made, open_budget_drafts(moment)) == (ExpenseBudget.objects.filter(year=YEAR + 1).count(), 0)
    draft = ExpenseBudget.objects.get(year=YEAR + 1, department=people.units.east)
    assert (draft.status, draft.amount, draft.responsible) == ("draft", D(10000), people.manager)
    task = Task.objects.get(kind="expense_budget_draft", person=people.manager)
    submit_budget(draft.pk, people.manager)
    task.refresh_from_db()
    assert task.done_at is not None


def test_who_sees_which_budget(client, people):
    made = in_force(people)
    for person, status in (
        (people.manager, 200),
        (people.director, 200),
        (people.gm, 200),
        (people.finance, 200),
        (people.manager2, 404),
        (people.rep1, 404),
        (people.quality, 404),
    ):
        client.force_login(person)
        assert client.get(made.get_absolute_url()).status_code == status, person.username
        assert client.get(reverse("expense-budget-pdf", args=[made.pk])).status_code == status, person.username


def test_the_form_has_a_field_for_every_category_and_month(client, people):
    client.force_login(people.manager)
    page = client.get(reverse("expense-budget-create"))
    assert page.content.decode().count('name="travel_') == 12
    form = {"department": people.units.east.pk, "year": YEAR, "travel_1": "100", "travel_2": "50.5", "promotion_1": "0"}
    answer = client.post(reverse("expense-budget-create"), form)
    made = ExpenseBudget.objects.get()
    assert (answer.status_code, answer.url) == (302, made.get_absolute_url())
    assert (made.amount, by_category(made)) == (D("150.50"), {"travel": D("150.50"), "promotion": D(0)})
    edit = reverse("expense-budget-edit", args=[made.pk])
    assert "50.50" in client.get(edit).content.decode()
    assert client.post(edit, {"remark": "r", "travel_1": "-1"}).status_code == 422
    assert client.post(edit, {"remark": "r", "travel_1": "7", "other_12": "3"}).status_code == 302
    made.refresh_from_db()
    assert (made.amount, made.remark) == (D(10), "r")
    client.force_login(people.manager2)
    assert client.post(reverse("expense-budget-create"), form).status_code == 422  # not his department


def test_f_33_the_paper_of_the_budget(people):
    """F-33: year, category, amount, used"""
    made = in_force(people, travel=10000, other=5)
    found = paper_context(made)
    assert [(label, sum_) for label, _months, sum_, _used in found["rows"]][0][1] == D(10000)
    assert (len(found["by_month"]), found["by_month"][0], found["draft"]) == (len(MONTHS), D(10005), False)
    assert found["words"] == "人民币壹万零伍元整"
    assert budget_pdf(made).startswith(b"%PDF")


def test_last_year_stands_beside_the_budget_on_the_page(client, people):
    """What was budgeted and what was used, category by category and as a whole."""
    made = in_force(people, travel=900)
    client.force_login(people.gm)
    page = client.get(made.get_absolute_url())
    assert (page.context["last"], page.context["has_used"], page.context["total"]) == (None, False, [900, 0, 0, 0])
    last = decided(people, budget(people, year=YEAR - 1, travel=700, other=5))
    line = approved_line(people.rep1, "321.50", dt.date(YEAR - 1, 5, 4))
    assert line.category == "travel"
    page = client.get(made.get_absolute_url())
    assert page.context["last"] == last
    assert page.context["total"] == [900, 0, 705, D("321.50")]
    travel = next(row for row in page.context["rows"] if row[0] == ExpenseCategory.TRAVEL.label)
    assert (travel[2], travel[5], travel[6]) == (900, 700, D("321.50"))
    content = page.content.decode()
    for text in ("321.50", "705.00"):
        assert text in content


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_and_the_page_keep_their_queries(client, people, count, django_assert_max_num_queries):
    made = [in_force(people, year=YEAR + number, travel=10 + number) for number in range(count)]
    for number in range(1, count):
        again = revise_budget(made[0].pk, people.manager, f"r{number}")
        made[0] = decided(people, again)
    client.force_login(people.manager)
    client.get(reverse("expense-budget-list"))
    with django_assert_max_num_queries(11):
        assert client.get(reverse("expense-budget-list")).status_code == 200
    with django_assert_max_num_queries(29):
        assert client.get(made[0].get_absolute_url()).status_code == 200
