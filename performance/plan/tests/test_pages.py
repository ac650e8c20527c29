"""The pages of the sales plan: who sees what, the grid, the sheet, the paper."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from performance.plan.entering import settle_difference
from performance.plan.models import SalesPlan
from performance.plan.papers import paper_context
from performance.plan.planning import create_plan
from performance.plan.tests.plans import AGREED, YEAR, approved_plan, line, quota, targets
from performance.plan_sheet.exports import build_plan
from performance.plan_sheet.imports import SALES_PLANS, import_targets
from performance.quota.imports import amount_or_dash
from salesmgmt.core.domain.import_columns import Reading
from salesmgmt.core.domain.import_specs import RowErrors
from salesmgmt.core.permissions import Role
from salesmgmt.core.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
D = Decimal


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_the_pages_open_for_those_who_have_a_part_and_show_it_alone(people, client):
    """SEC-01"""
    plan = approved_plan(people, **AGREED)
    seen = {
        "director": ("rep1", "rep3", "East", "Company"),
        "manager": ("rep1", "rep2", "East"),
        "supervisor": ("rep1", "Team1"),
        "rep1": ("rep1",),
    }
    for name, shown in seen.items():
        client.force_login(getattr(people, name))
        response = client.get(plan.get_absolute_url())
        assert response.status_code == 200
        names = {row.line.name for row in response.context["rows"]}
        assert {each.lower() for each in shown} <= {each.lower() for each in names}
        assert ("Rep3" in names) == (name == "director")
    client.force_login(people.warehouse)
    assert client.get(plan.get_absolute_url()).status_code in (403, 404)
    draft = create_plan(people.director, year=YEAR + 1)
    client.force_login(people.manager)
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_the_list_and_the_page_take_the_same_queries_with_more_people(people, client):
    plan = approved_plan(people, **AGREED)
    settle_difference(plan.pk, people.director, line(plan, "company"), "reserve")
    client.force_login(people.director)
    addresses = [reverse("sales-plan-list"), plan.get_absolute_url(), reverse("sales-plan-targets", args=[plan.pk])]
    before = [queries(client, address) for address in addresses]
    for number in range(3):
        UserFactory(username=f"later{number}", roles=[Role.REP], unit=people.units.team2)
    create_plan(people.director, year=YEAR + 1)
    create_plan(people.director, year=YEAR + 2)
    client.post(reverse("sales-plan-do", args=[plan.pk, "newcomers"]))
    quota(people, people.rep1, "3500000")
    assert [queries(client, address) for address in addresses] == before


def typed(client, plan, spread="evenly", **cells):
    """What the browser sends of the grid with some cells changed: ``typed(client, plan, rep1={"m1": "5"})``."""
    page = client.get(reverse("sales-plan-targets", args=[plan.pk]))
    formset = page.context["grid"]
    posted = {f"lines-{name}": value for name, value in formset.management_form.initial.items()}
    posted |= {"spread": spread, "opened_at": page.context["opened_at"]}
    for form in formset.forms:
        posted[f"{form.prefix}-id"] = form.instance.pk
        changed = cells.get(form.instance.code, {})
        for name in ("year", *(f"m{number}" for number in range(1, 13))):
            posted[f"{form.prefix}-{name}"] = changed.get(name, form.initial[name])
    return posted


def grid(client, plan, spread="evenly", **cells):
    return client.post(reverse("sales-plan-targets", args=[plan.pk]), typed(client, plan, spread, **cells))


def test_pln_02_the_grid_takes_years_and_months_and_leaves_empty_cells(people, client):
    """PLN-02"""
    plan = create_plan(people.director, year=YEAR)
    targets(plan, people.director, rep2="1200")
    client.force_login(people.director)
    answer = grid(
        client, plan, rep1={"year": "2400"}, rep2={"m1": "", "m2": "150", "year": ""}, rep3={"m12": "7", "year": "7"}
    )
    assert answer.status_code == 302
    assert line(plan, "rep1").months == [D(200)] * 12
    assert line(plan, "rep2").months == [D(100), D(150), *[D(100)] * 10]
    assert line(plan, "rep3").months == [*[D(0)] * 11, D(7)]
    wrong = grid(client, plan, rep1={"year": "2500", "m1": "201"})
    assert (wrong.status_code, "各月合计¥2,401.00，全年写的是¥2,500.00" in wrong.content.decode()) == (422, True)
    assert line(plan, "rep1").target == D(2400)


def test_who_entered_targets_in_another_window_is_named_whichever_row_it_was(people, client):
    plan = create_plan(people.director, year=YEAR)
    targets(plan, people.director, rep1="1200")
    client.force_login(people.director)
    address = reverse("sales-plan-targets", args=[plan.pk])
    same_row, other_row = typed(client, plan, rep1={"m4": "5"}), typed(client, plan, rep2={"m4": "5"})
    assert grid(client, plan, rep1={"m3": "7"}).status_code == 302
    for posted in (same_row, other_row):
        answer = client.post(address, posted)
        assert (answer.status_code, people.director.name in str(answer.context["refusal"])) == (409, True)
    assert line(plan, "rep1").months == [D(100), D(100), D(7), *[D(100)] * 9]
    assert line(plan, "rep2").target == 0


def test_a_pasted_block_is_read_into_the_grid_with_text_among_the_figures(people, client):
    plan = create_plan(people.director, year=YEAR)
    client.force_login(people.director)
    block = "全年\t1月\n1,000\t¥50\n约三百\t7\n-\t8"
    answer = client.post(
        reverse("sales-plan-targets", args=[plan.pk]),
        {"pasted_block": block, "pasted_at": "year"},
        headers={"accept": "application/json"},
    ).json()
    assert [row["values"] for row in answer["rows"]] == [
        {"year": "1000", "m1": "50"},
        {"year": "约三百", "m1": "7"},
        {"m1": "8"},
    ]
    assert "约三百" in answer["rows"][1]["remarks"]["year"]
    assert line(plan, "company").target == 0


def test_pln_02_an_approved_plan_is_entered_below_by_a_manager_on_the_page(people, client):
    """PLN-02"""
    plan = approved_plan(people, **AGREED)
    client.force_login(people.manager)
    address = reverse("sales-plan-targets", args=[plan.pk])
    codes = [form.instance.code for form in client.get(address).context["grid"].forms]
    assert codes == ["team1", "rep1", "team2", "rep2"]
    assert grid(client, plan, team1={"year": "3000000"}).status_code == 302
    assert line(plan, "team1").target == D(3_000_000)
    client.force_login(people.rep1)
    assert client.get(address).status_code == 403


def row(code, **values):
    empty = {"target": None, **{f"m{number}": None for number in range(1, 13)}}
    return {"year": YEAR, "code": code, **empty, **values}


def test_pln_03_an_empty_cell_of_the_sheet_is_unchanged_and_a_dash_is_nothing(people):
    """PLN-03"""
    plan = create_plan(people.director, year=YEAR)
    targets(plan, people.director, rep1="1200", rep2="1200")
    assert amount_or_dash("-", Reading()) == 0
    rows = [
        (2, row("rep1")),
        (3, row("REP2", m1=D(5), m2=amount_or_dash("—", Reading()))),
        (4, row("east", target=D(24))),
    ]
    found = import_targets(rows, people.director, update=True, progress=lambda n: None)
    assert found == {2: "unchanged", 3: "updated", 4: "updated"}
    assert line(plan, "rep1").target == D(1200)
    assert line(plan, "rep2").months[:3] == [D(5), D(0), D(100)]
    assert line(plan, "east").months == [D(2)] * 12


def test_a_sheet_with_a_fault_changes_nothing_and_names_the_row(people):
    plan = create_plan(people.director, year=YEAR)
    rows = [
        (2, row("rep1", target=D(5))),
        (3, row("nobody", target=D(5))),
        (4, row("rep1", target=D(6))),
        (5, row("rep2", target=D(6), m1=D(1))),
    ]
    with pytest.raises(RowErrors, match="3 rows") as refused:
        import_targets(rows, people.director, update=True, progress=lambda n: None)
    assert set(refused.value.reasons) == {3, 4, 5}
    assert line(plan, "rep1").target == 0
    with pytest.raises(RowErrors, match="1 rows"):
        import_targets([(2, {**row("rep1"), "year": YEAR + 9})], people.director, update=True, progress=lambda n: None)
    assert not SALES_PLANS.permission(people.rep1)


def test_the_sheet_that_is_exported_is_the_one_that_is_imported(people, tmp_path):
    plan = approved_plan(people, **AGREED)
    path = tmp_path / "plan.xlsx"
    assert build_plan(people.manager, QueryDict(f"plan={plan.pk}"), path, lambda n: None) == 5
    sheet = load_workbook(BytesIO(path.read_bytes())).worksheets[0]
    cells = [[cell.value for cell in each] for each in sheet.iter_rows()]
    heads = next(each for each in cells if "编码" in each)
    assert heads[:5] == ["年度", "编码", "行", "全年", "1月"]
    assert any(each[1] == "rep1" and each[3] == 3_500_000 for each in cells)
    assert (sheet["A2"].value, sheet["A2"].number_format) == (YEAR, "0")  # a year, no number of two thousand


def test_the_breakdown_is_printed_with_the_quotas_of_those_one_sees(people, client):
    """PLN-03, F-40"""
    plan = approved_plan(people, **AGREED)
    quota(people, people.rep1, "3500000")
    quota(people, people.rep3, "3900000")
    assert paper_context(plan, people.director)["total"] == D(7_400_000)
    assert [each.rep for each in paper_context(plan, people.manager)["quotas"]] == [people.rep1]
    assert ("批准", people.gm) in [each[:2] for each in paper_context(plan, people.manager)["signatures"]]
    client.force_login(people.manager)
    answer = client.get(reverse("sales-plan-pdf", args=[plan.pk]))
    assert (answer.status_code, answer.content[:4]) == (200, b"%PDF")


def test_the_director_walks_through_the_buttons(people, client):
    """PLN-01, PLN-02"""
    client.force_login(people.director)
    form = {"year": YEAR, "growth": "10", "budget": "", "strategy": "策略", "policy": "", "remark": ""}
    assert client.post(reverse("sales-plan-create"), form).status_code == 302
    plan = SalesPlan.objects.get()
    targets(plan, people.director, company="100", east="60", west="30")

    def press(name, **data):
        return client.post(reverse("sales-plan-do", args=[plan.pk, name]), data).status_code

    assert press("spread", line=line(plan, "company").pk, method="reserve") == 302
    assert press("submit") == 302
    assert press("release") in (403, 409)
    page = client.get(plan.get_absolute_url()).content.decode()
    assert "¥10.00" in page
