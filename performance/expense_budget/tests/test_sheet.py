"""A budget goes out to Excel and comes back: drafts are made or changed, a budget in force stays as it is (EXP-01, EXP-04)."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.http import QueryDict
from django.urls import reverse
from openpyxl import load_workbook

from performance.expense_budget.exports import build_budget
from performance.expense_budget.imports import EXPENSE_BUDGETS, amount_or_dash, import_budgets, spread
from performance.expense_budget.models import ExpenseBudget
from performance.expense_budget.preparing import amounts_of, create_budget, revise_budget, submit_budget
from performance.expense_budget.states import MONTHS, NAMED
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.import_columns import Reading
from salesmgmt.core.domain.import_specs import RowErrors
from salesmgmt.core.exceptions import BusinessError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

D = Decimal
YEAR = 2027


def row(category, code="EAST", year=YEAR, whole=None, **months):
    return {
        "department": code,
        "year": year,
        "category": category,
        "whole": whole,
        **{f"m{month}": months.get(f"m{month}") for month in MONTHS},
    }


@pytest.fixture(autouse=True)
def codes(people):
    people.units.east.code = "EAST"
    people.units.east.save(update_fields=["code"])


def bring(people, *rows, by=None):
    return import_budgets(list(enumerate(rows, 2)), by or people.manager, True, lambda n: None)


def in_force(people):
    made = create_budget(people.manager, people.units.east, YEAR, {(name, 1): D(100) for name in NAMED})
    submit_budget(made.pk, people.manager)
    approvals.approve(approvals.open_steps_of(made).get().pk, people.gm)
    made.refresh_from_db()
    return made


def test_a_year_is_spread_to_the_cent():
    assert spread(D(100)) == [D("8.33")] * 11 + [D("8.37")]
    assert (sum(spread(D("0.05"))), sum(spread(D("1234567.89")))) == (D("0.05"), D("1234567.89"))
    assert amount_or_dash("-", Reading()) == 0


def test_a_draft_is_made_and_changed_and_left_alone(people):
    assert bring(people, row("travel", whole=D(1200)), row("other", m3=D(50))) == {2: "created", 3: "created"}
    budget = ExpenseBudget.objects.get()
    assert (budget.department, budget.amount, budget.status) == (people.units.east, D(1250), "draft")
    assert bring(people, row("travel", m1=D(0))) == {2: "updated"}
    budget.refresh_from_db()
    assert (amounts_of(budget)["travel", 1], amounts_of(budget)["travel", 2], budget.amount) == (0, 100, D(1150))
    assert bring(people, row("travel", m1=D(0))) == {2: "unchanged"}
    assert ExpenseBudget.objects.count() == 1


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([row("travel", code="NONE")], "is not known"),
        ([row("travel", m1=D(1)), row("travel", m2=D(1))], "stands in the file twice"),
        ([row("travel", m1=D(1), whole=D(2))], "add up to another amount"),
    ],
)
def test_what_cannot_be_read_is_said_row_by_row_and_nothing_is_written(people, rows, reason):
    with pytest.raises(RowErrors, match="rows") as refused:
        bring(people, *rows, row("other", m1=D(5)))
    assert any(reason in text for text in refused.value.reasons.values())


def test_a_budget_in_force_is_revised_first_and_both_versions_stay(people):
    """EXP-04"""
    former = in_force(people)
    with pytest.raises(RowErrors, match="rows") as refused:
        bring(people, row("travel", m1=D(500)))
    assert "in force: revise it" in refused.value.reasons[2]
    revision = revise_budget(former.pk, people.manager, "New market")
    assert bring(people, row("travel", m1=D(500))) == {2: "updated"}
    revision.refresh_from_db()
    former.refresh_from_db()
    assert (former.status, former.amount, revision.version, revision.amount) == ("approved", 300, 2, 700)


def test_a_budget_under_decision_takes_no_rows(people):
    made = create_budget(people.manager, people.units.east, YEAR, {(name, 1): D(1) for name in NAMED})
    submit_budget(made.pk, people.manager)
    with pytest.raises(RowErrors, match="rows") as refused:
        bring(people, row("travel", m1=D(500)))
    assert "while it is a draft" in refused.value.reasons[2]
    made.refresh_from_db()
    assert made.amount == 3


def test_a_manager_brings_his_own_department_alone(people):
    with pytest.raises(RowErrors, match="rows") as refused:
        bring(people, row("travel", m1=D(5)), by=people.manager2)
    assert "by its manager or by the director" in refused.value.reasons[2]
    assert not EXPENSE_BUDGETS.permission(people.rep1)
    assert not ExpenseBudget.objects.exists()
    assert bring(people, row("travel", m1=D(5)), by=people.director) == {2: "created"}


def test_the_sheet_that_is_exported_is_the_one_that_is_imported(people, tmp_path):
    former = in_force(people)
    revision = revise_budget(former.pk, people.manager, "New market")
    path = tmp_path / "budget.xlsx"
    assert build_budget(people.manager, QueryDict(f"budget={revision.pk}"), path, lambda n: None) == 4
    cells = [list(each) for each in load_workbook(BytesIO(path.read_bytes())).worksheets[0].values]
    heads = next(each for each in cells if "EAST" not in each and "Department code" in each)
    assert heads[-2:] == ["Whole year", "V1"]
    labels = {str(column.label).lower() for column in EXPENSE_BUDGETS.columns}
    assert {str(head).lower() for head in heads[:-1]} <= labels
    first = next(each for each in cells if each[0] == "EAST")
    assert (first[1], first[3], first[4], first[-2], first[-1]) == (YEAR, 100, None, 100, 100)
    with pytest.raises(BusinessError, match="no longer exists"):
        build_budget(people.manager2, QueryDict(f"budget={revision.pk}"), path, lambda n: None)


def test_the_page_leads_out_and_in(people, client):
    made = create_budget(people.manager, people.units.east, YEAR, {(name, 1): D(1) for name in NAMED})
    client.force_login(people.manager)
    page = client.get(made.get_absolute_url()).content.decode()
    address = reverse("import-upload", args=["expense_budget"])
    assert address in page
    assert client.get(address).status_code == 200
    client.force_login(people.gm)
    assert address not in client.get(made.get_absolute_url()).content.decode()
