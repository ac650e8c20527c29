"""Quotas, and collection against them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from customers.tests.factories import ProductCategoryFactory, active_customer
from orders.payment.recording import reverse_payment
from orders.tests.factories_money import confirmed_payment, recorded_payment
from performance.collection.result import completion, is_met, results
from performance.quota.imports import QUOTAS, import_quotas
from performance.quota.models import Quota
from performance.quota.setting import create_quota, submit_quota, update_quota
from salesmgmt.core import calendar
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.approvals import open_steps_of
from salesmgmt.core.domain.import_specs import RowErrors
from salesmgmt.core.exceptions import BusinessError, PermissionDenied

D = Decimal
YEAR = calendar.today().year


def quota(people, rep=None, amount="1000000.00", year=YEAR):
    made = create_quota(people.director, rep=rep or people.rep1, year=year, collection_amount=D(amount))
    submit_quota(made.pk, people.director)
    approvals.approve(open_steps_of(made).get().pk, people.gm)
    made.refresh_from_db()
    return made


@pytest.mark.parametrize(
    ("collected", "met", "ratio"),
    [("1000000.00", True, D(1)), ("999999.99", False, D("0.99999999")), ("0.00", False, D(0))],
)
def test_pln_05_the_annual_task_is_met_at_100_per_cent(collected, met, ratio):
    """PLN-05"""
    assert is_met(D(collected), D(1000000)) is met
    assert completion(D(collected), D(1000000)) == ratio
    assert completion(D(collected), None) is None


def test_pln_03_the_director_sets_and_the_general_manager_approves(people):
    """PLN-03"""
    made = quota(people)
    assert (made.status, made.rep, made.collection_amount) == ("approved", people.rep1, D("1000000.00"))


def test_a_new_quota_takes_the_place_of_the_former_one(people):
    former, later = quota(people), quota(people, amount="1200000.00")
    former.refresh_from_db()
    assert (former.status, later.status) == ("superseded", "approved")
    assert results(people.gm, YEAR)[0].quota == D("1200000.00")


def test_a_manager_sets_quotas_of_his_region_only_and_a_rep_none(people):
    assert create_quota(people.manager, rep=people.rep2, year=YEAR, collection_amount=D(1)).status == "draft"
    for user, rep in ((people.manager, people.rep3), (people.rep1, people.rep1), (people.finance, people.rep1)):
        with pytest.raises(PermissionDenied, match="您不能设定此人的额度"):
            create_quota(user, rep=rep, year=YEAR, collection_amount=D(1))
    assert Quota.objects.count() == 1


@pytest.mark.parametrize("amount", ["0", "-1", "0.001"])
def test_a_quota_of_no_amount_is_refused(people, amount):
    with pytest.raises(BusinessError, match="额度须大于零，最多两位小数"):
        create_quota(people.director, rep=people.rep1, year=YEAR, collection_amount=D(amount))
    assert Quota.objects.count() == 0


def test_one_quota_of_a_person_and_year_is_prepared_at_a_time(people):
    made = create_quota(people.director, rep=people.rep1, year=YEAR, collection_amount=D(1))
    with pytest.raises(BusinessError, match="年的额度已在编制中"):
        create_quota(people.director, rep=people.rep1, year=YEAR, collection_amount=D(2))
    with pytest.raises(BusinessError, match="不是销售代表"):
        create_quota(people.director, rep=people.finance, year=YEAR, collection_amount=D(2))
    update_quota(made.pk, people.director, collection_amount=D(3))
    submit_quota(made.pk, people.director)
    with pytest.raises(BusinessError, match="审批中或已生效的额度不能修改，请另行设定"):
        update_quota(made.pk, people.director, collection_amount=D(4))
    assert Quota.objects.get().collection_amount == D(3)


def test_only_confirmed_money_of_the_year_counts_and_a_reversal_takes_it_back(people):
    customer = active_customer(people.rep1)
    confirmed_payment(customer, "400.00")
    recorded_payment(customer, "70.00")
    confirmed_payment(customer, "5.00", date=dt.date(YEAR - 1, 12, 31))
    bounced = confirmed_payment(customer, "30.00")
    reverse_payment(bounced.pk, people.finance, "bounced")
    found = results(people.gm, YEAR)
    assert [(each.rep, each.collected) for each in found] == [(people.rep1, D("400.00"))]


def test_everybody_sees_his_own_scope(people):
    for rep in (people.rep1, people.rep2, people.rep3):
        confirmed_payment(active_customer(rep), "100.00")
    seen = {
        name: {each.rep.username for each in results(getattr(people, name), YEAR)}
        for name in ("rep1", "supervisor", "manager", "gm", "finance", "warehouse")
    }
    assert seen == {
        "rep1": {"rep1"},
        "supervisor": {"rep1"},
        "manager": {"rep1", "rep2"},
        "gm": {"rep1", "rep2", "rep3"},
        "finance": {"rep1", "rep2", "rep3"},
        "warehouse": set(),
    }


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


@pytest.mark.parametrize("name", ["performance-collection", "quota-list"])
def test_a_page_takes_the_same_queries_with_one_person_and_with_three(people, client, name):
    client.force_login(people.gm)
    quota(people)
    confirmed_payment(active_customer(people.rep1), "100.00")
    one = queries(client, reverse(name))
    for rep in (people.rep2, people.rep3):
        quota(people, rep)
        confirmed_payment(active_customer(rep), "100.00")
    assert queries(client, reverse(name)) == one


def test_the_pages_open_for_those_who_may_and_not_for_others(people, client):
    made = quota(people)
    for name in ("rep1", "manager", "director", "gm", "finance"):
        client.force_login(getattr(people, name))
        assert client.get(reverse("performance-collection")).status_code == 200
        assert client.get(made.get_absolute_url()).status_code == 200
    client.force_login(people.rep2)
    assert client.get(made.get_absolute_url()).status_code == 404
    client.force_login(people.warehouse)
    assert client.get(reverse("performance-collection")).status_code == 403


def posted_lines(*lines):
    """The line table of the form, as the browser sends it."""
    posted = {"lines-TOTAL_FORMS": len(lines), "lines-INITIAL_FORMS": 0}
    for number, line in enumerate(lines):
        posted |= {f"lines-{number}-{name}": value for name, value in line.items()}
    return posted


def test_pln_03_a_quota_is_divided_by_segment_region_and_category(people, client):
    """PLN-03"""
    customer, category = active_customer(people.rep1), ProductCategoryFactory()
    client.force_login(people.director)
    lines = posted_lines(
        {"customer": customer.pk, "amount": "400000"},
        {"segment": "key", "region": people.units.east.pk, "category": category.pk, "amount": "500000"},
    )
    form = {"rep": people.rep1.pk, "year": YEAR, "collection_amount": "1000000"}
    assert client.post(reverse("quota-create"), {**form, **lines}).status_code == 302
    made = Quota.objects.get()
    assert [str(line) for line in made.lines.all()] == [str(customer), f"重点 · {people.units.east} · {category}"]
    with pytest.raises(BusinessError, match="明细合计¥900,000.00，额度¥1,000,000.00，相差¥100,000.00"):
        submit_quota(made.pk, people.director)
    made.refresh_from_db()
    assert made.status == "draft"
    update_quota(made.pk, people.director, collection_amount=D(900_000))
    submit_quota(made.pk, people.director)
    assert customer.name in client.get(made.get_absolute_url()).content.decode()


def test_pln_03_a_line_is_refused_that_is_nobodys_or_stands_there_twice(people):
    """PLN-03"""
    foreign, own = active_customer(people.rep2), active_customer(people.rep1)
    for lines, words in (
        ([{"amount": D(5)}], "须写明客户、客户类别、区域或产品类别"),
        ([{"customer": foreign, "amount": D(5)}], "不由"),
        ([{"customer": own, "amount": D(5)}] * 2, "出现两次"),
        ([{"customer": own, "amount": D(0)}], "额度须大于零"),
    ):
        with pytest.raises(BusinessError, match=words):
            create_quota(people.director, rep=people.rep1, year=YEAR, collection_amount=D(5), lines=lines)
    assert Quota.objects.count() == 0


def row(**values):
    """A row of the sheet; what is not named is empty."""
    empty = dict.fromkeys(("customer", "segment", "region", "category", "amount"))
    return {"rep": "rep1", "year": YEAR, **empty, **values}


def imported(user, *rows):
    return import_quotas(list(enumerate(rows, 2)), user, update=True, progress=lambda number: None)


def test_pln_03_quotas_come_from_a_sheet_whose_empty_cells_change_nothing(people):
    """PLN-03"""
    customer = active_customer(people.rep1)
    first = imported(people.director, row(segment="key", amount=D(600)), row(customer=customer.number, amount=D(400)))
    made = Quota.objects.get()
    assert (set(first.values()), made.collection_amount) == ({"created"}, D(1000))
    assert imported(people.director, row(segment="key"), row()) == {2: "unchanged", 3: "unchanged"}
    again = imported(
        people.director,
        row(amount=D(700)),
        row(segment="key", amount=D(700)),
        row(customer=customer.number, amount=D(0)),
    )
    made.refresh_from_db()
    assert (set(again.values()), made.collection_amount) == ({"updated"}, D(700))
    assert [(line.segment, line.amount) for line in made.lines.all()] == [("key", D(700))]


def test_a_sheet_of_quotas_with_a_fault_changes_nothing(people):
    with pytest.raises(RowErrors, match="1 rows"):
        imported(people.director, row(amount=D(5)), row(rep="nobody", amount=D(5)))
    with pytest.raises(RowErrors, match="1 rows"):
        imported(people.manager, row(rep="rep3", amount=D(5)))
    assert not QUOTAS.permission(people.rep1)
    assert Quota.objects.filter(rep=people.rep3).count() == 0


def test_the_director_writes_a_quota_on_the_page(people, client):
    client.force_login(people.director)
    form = {"rep": people.rep1.pk, "year": YEAR, "collection_amount": "5000000", **posted_lines()}
    assert client.post(reverse("quota-create"), form).status_code == 302
    made = Quota.objects.get()
    changed = {"collection_amount": "5500000", **posted_lines()}
    assert client.post(reverse("quota-edit", args=[made.pk]), changed).status_code == 302
    made.refresh_from_db()
    assert made.collection_amount == D("5500000.00")
    assert client.post(reverse("quota-do", args=[made.pk, "submit"])).status_code == 302
