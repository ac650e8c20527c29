"""DLV-04: item by item against the plan release form, before the note is issued."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from customers.tests.factories import active_customer
from orders.delivery import dispatch
from orders.dispatch_check.checking import check_dispatch, dispatch_problems, planned_lines
from orders.dispatch_check.models import DispatchCheck
from orders.dispatch_check.rules import open_checks
from orders.tests import factories_fulfilment as make
from orders.tests.factories import confirmed_order, contract_of, terms_of
from pricing.tests.factories import ProductFactory
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import AuditEntry

pytestmark = pytest.mark.django_db


def note_of(people, lines):
    """A draft note, not checked, of an order with so many lines on one plan."""
    customer = active_customer(people.rep1)
    contract = contract_of(customer, [(ProductFactory(), 1000, 100) for _each in range(lines)])
    order = confirmed_order(customer, terms_of(contract, 10), contract)
    order = make.stocked_order_from(people, make.submitted_plan(people, order))
    return make.draft_delivery(people, order, check=False)


def keys(note):
    return [row.plan_line.pk for row in planned_lines(note)]


def test_of_5_plan_lines_4_checked_the_note_is_not_issued(people):
    """DLV-04"""
    note = note_of(people, 5)
    *four, last = keys(note)
    check_dispatch(note.pk, people.rep1, dict.fromkeys(four, ("ok", "", "")))
    with pytest.raises(BusinessError, match="共 5 项，还有 1 项未核对"):
        dispatch.issue_delivery(note.pk, people.rep1)
    note.refresh_from_db()
    assert note.status == "draft"
    assert not note.copies.exists()
    check_dispatch(note.pk, people.rep1, {last: ("ok", "", "")})
    assert dispatch.issue_delivery(note.pk, people.rep1).status == "issued"


def test_a_difference_is_described_and_holds_the_note_until_something_was_agreed(people):
    """DLV-04"""
    note = note_of(people, 1)
    (key,) = keys(note)
    with pytest.raises(BusinessError, match="请写明差异"):
        check_dispatch(note.pk, people.rep1, {key: ("difference", " ", "")})
    assert not DispatchCheck.objects.exists()
    check_dispatch(note.pk, people.rep1, {key: ("difference", "包装改为木箱", "")})
    with pytest.raises(BusinessError, match="与销售计划下达表不一致，尚未写明如何处理"):
        dispatch.issue_delivery(note.pk, people.rep1)
    check_dispatch(note.pk, people.rep1, {key: ("difference", "包装改为木箱", "客户电话同意")})
    assert dispatch.issue_delivery(note.pk, people.rep1).status == "issued"
    said = AuditEntry.objects.filter(action="Checked against the plan release form").first().comment
    assert "包装改为木箱 客户电话同意" in said


def test_another_quantity_and_a_new_revision_of_the_plan_are_checked_again(people):
    """DLV-04"""
    note = make.draft_delivery(people)
    assert dispatch_problems(note) == []
    note.lines.update(quantity=4)
    assert "还有 1 项未核对" in dispatch_problems(note)[0]
    make.checked(note)
    assert dispatch_problems(note) == []
    DispatchCheck.objects.update(quantity=Decimal(10))
    with pytest.raises(BusinessError, match="未核对"):
        dispatch.issue_delivery(note.pk, people.rep1)


@pytest.mark.parametrize("who", ["rep2", "manager", "logistics", "warehouse", "director"])
def test_nobody_but_the_rep_checks_and_only_a_draft(people, who):
    note = note_of(people, 1)
    found = {keys(note)[0]: ("ok", "", "")}
    with pytest.raises(PermissionDenied, match="由负责的销售代表按销售计划下达表逐项核对"):
        check_dispatch(note.pk, getattr(people, who), found)
    assert not DispatchCheck.objects.exists()
    check_dispatch(note.pk, people.rep1, found)
    dispatch.issue_delivery(note.pk, people.rep1)
    with pytest.raises(PermissionDenied, match="逐项核对"):
        check_dispatch(note.pk, people.rep1, found)


def test_the_database_keeps_one_check_a_line_and_no_difference_without_words(people):
    note = make.draft_delivery(people)
    check = DispatchCheck.objects.get()
    with pytest.raises(IntegrityError, match="dispatch_difference_is_described"), transaction.atomic():
        DispatchCheck.objects.filter(pk=check.pk).update(result="difference")
    check.pk = None
    with pytest.raises(IntegrityError, match="plan_line_checked_once_per_delivery"), transaction.atomic():
        check.save(force_insert=True)
    assert note.dispatch_checks.count() == 1


def test_the_page_shows_plan_and_note_side_by_side_and_takes_the_check(client, people):
    note = note_of(people, 2)
    first, second = keys(note)
    client.force_login(people.rep1)
    address = reverse("delivery-do", args=[note.pk, "check"])
    form = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "PLN-" in form
    assert "按出厂检验标准" in form
    refused = client.post(address, {f"result_{first}": "difference", f"result_{second}": "ok"})
    assert refused.status_code in (200, 422)
    assert not DispatchCheck.objects.exists()
    assert client.post(address, {f"result_{first}": "ok"}).status_code == 302
    page = client.get(note.get_absolute_url()).content.decode()
    assert "1 项未核对" in page
    assert "与计划一致" in page
    issue = client.post(reverse("delivery-do", args=[note.pk, "issue"]))
    assert issue.status_code == 409
    assert "还有 1 项未核对" in issue.content.decode()


def test_the_rule_names_what_is_open():
    """DLV-04"""
    ten, nine = Decimal(10), Decimal(9)
    assert open_checks([("甲", ten, ten, "ok", "")]) == []
    assert len(open_checks([("甲", ten, None, "", ""), ("乙", ten, nine, "ok", "")])) == 1
    assert len(open_checks([("甲", ten, ten, "difference", " ")])) == 1
    assert open_checks([("甲", ten, ten, "difference", "同意")]) == []
