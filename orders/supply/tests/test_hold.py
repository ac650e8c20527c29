"""What supply control refuses after the confirmation stays visible: the check, the hold, its end (SUP-02, SUP-04)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from pytest_django.asserts import assertContains

from orders.delivery import dispatch as delivery_dispatch
from orders.delivery.models import DeliveryNote
from orders.order.models import Order
from orders.order_hold.hold import grant_exception
from orders.payment.allocation import accept_proposal
from orders.supply.models import SupplyCheck
from orders.tests import factories_fulfilment as make
from orders.tests.factories_money import confirmed_payment, posted_invoice
from salesmgmt.core.domain import approvals
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import AuditEntry, Notice
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db
OVER_THE_LINE = "500000.01"


@pytest.fixture
def people():
    return company()


def release(client, people, plan):
    """The head of sales signs on the page."""
    step = approvals.open_steps_of(plan).get()
    client.force_login(people.director)
    return client.post(reverse("step-do", args=[step.pk, "approve"]), {"comment": ""})


def fresh(order):
    return Order.objects.get(pk=order.pk)


def test_a_refused_release_leaves_its_check_a_hold_and_one_notice(client, people):
    plan = make.submitted_plan(people)
    posted_invoice(plan.order.customer, OVER_THE_LINE)
    for _again in range(2):
        assert release(client, people, plan).status_code == 409
    plan.refresh_from_db()
    assert plan.status == "submitted"
    checks = SupplyCheck.objects.filter(order=plan.order, occasion="release")
    assert {(check.result, str(check.outstanding)) for check in checks} == {("refer", OVER_THE_LINE)}
    assert fresh(plan.order).held_since is not None
    told = Notice.objects.filter(url=plan.order.get_absolute_url(), body__contains="500,000.01")
    assert {notice.user for notice in told} == {people.rep1, people.gm}
    assert told.count() == 2


def test_the_hold_stands_on_the_page_and_in_the_list_and_departments_learn_no_debts(client, people):
    plan = make.submitted_plan(people)
    posted_invoice(plan.order.customer, OVER_THE_LINE)
    release(client, people, plan)
    client.force_login(people.rep1)
    assert "500,000.01" in client.get(plan.order.get_absolute_url()).content.decode()
    listed = client.get(reverse("order-list"), {"on_hold": "true"}).content.decode()
    assert plan.order.number in listed
    assert plan.order.number not in client.get(reverse("order-list"), {"on_hold": "false"}).content.decode()
    client.force_login(people.planner)
    assert "500,000.01" not in client.get(plan.order.get_absolute_url()).content.decode()


def test_when_the_money_has_come_the_release_passes_and_ends_the_hold(client, people):
    plan = make.submitted_plan(people)
    posted_invoice(plan.order.customer, OVER_THE_LINE)
    release(client, people, plan)
    payment = confirmed_payment(plan.order.customer, "1000.00")
    accept_proposal(payment.pk, people.finance)
    assert release(client, people, plan).status_code == 302
    assert fresh(plan.order).held_since is None
    assert AuditEntry.objects.filter(object_id=plan.order_id, action="Supply hold lifted").exists()


def test_a_refused_delivery_is_held_and_the_general_manager_lets_this_order_go(client, people):
    note = make.draft_delivery(people)
    posted_invoice(note.customer, OVER_THE_LINE)
    client.force_login(people.rep1)
    assertContains(client.post(reverse("delivery-do", args=[note.pk, "issue"])), "供货核定", status_code=409)
    assert fresh(note.order).held_since is not None
    assert DeliveryNote.objects.get(pk=note.pk).status == "draft"
    client.force_login(people.gm)
    address = reverse("order-do", args=[note.order_id, "grant"])
    assert client.post(address, {"comment": "客户本周付款"}).status_code == 302
    assert fresh(note.order).held_since is None
    exception = SupplyCheck.objects.filter(order=note.order).first()
    assert (exception.result, exception.exception_reason) == ("exception", "客户本周付款")
    assert delivery_dispatch.issue_delivery(note.pk, people.rep1).status == "issued"


@pytest.mark.parametrize("role", ["rep1", "manager", "director", "finance"])
def test_nobody_else_grants_the_exception_and_nothing_changes(client, people, role):
    plan = make.submitted_plan(people)
    posted_invoice(plan.order.customer, OVER_THE_LINE)
    release(client, people, plan)
    before = SupplyCheck.objects.count()
    with pytest.raises(PermissionDenied, match="供货特批只能由总经理批准，且不得批准其本人录入或修改的内容"):
        grant_exception(plan.order_id, getattr(people, role), "please")
    assert fresh(plan.order).held_since is not None
    assert SupplyCheck.objects.count() == before


def test_an_order_that_is_not_held_needs_no_exception(people):
    plan = make.submitted_plan(people)
    with pytest.raises(BusinessError, match="该订单并未被暂停供货"):
        grant_exception(plan.order_id, people.gm, "in advance")
    assert not SupplyCheck.objects.filter(order=plan.order, result="exception").exists()
