"""Two people at one moment: real threads on PostgreSQL."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from contracts.tests.factories import template
from customers.tests.factories import active_customer
from orders.demand.decision import submit_demand
from orders.demand.models import DemandNotice
from orders.order.models import Order
from orders.order_change.amended import submit_change
from orders.order_change.models import OrderChange
from orders.supply.models import SupplyCheck
from orders.tests.factories import checked_demand, confirmed_order, contract_of, draft_change
from orders.tests.factories_money import posted_invoice
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain import settings as register
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import SettingValue
from salesmgmt.core.tests.factories import company
from salesmgmt.core.tests.test_approvals import run_together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def rep_and_head():
    register.forget()
    template()
    people = company()
    yield people
    register.forget()


def accept(demand, user):
    (step,) = approvals.open_steps_of(demand)
    return lambda: approvals.approve(step.pk, user)


def test_two_notices_cannot_both_use_the_same_room_under_one_warning_line(rep_and_head):
    """Each of the two fits under the line alone; together they do not (SUP-02, SET-10)."""
    customer = active_customer(rep_and_head.rep1)
    SettingValue.objects.create(key="supply_adds_demand", value=True)
    register.forget()
    contract = contract_of(customer)
    posted_invoice(customer, "498500")
    notices = [checked_demand(customer, contract=contract) for _each in range(2)]
    for notice in notices:
        submit_demand(notice.pk, rep_and_head.rep1)
    results = run_together(*[accept(notice, rep_and_head.director) for notice in notices])
    refused = [result for result in results if isinstance(result, PermissionDenied)]
    assert len(refused) == 1, results
    assert sorted(DemandNotice.objects.values_list("status", flat=True)) == ["accepted", "head_review"]
    assert Order.objects.count() == 1
    granted = SupplyCheck.objects.filter(occasion="decision").get()
    assert (granted.result, granted.balance) == ("allow", Decimal(499500))


def test_a_notice_accepted_twice_at_once_makes_one_order(rep_and_head):
    notice = checked_demand(active_customer(rep_and_head.rep1))
    submit_demand(notice.pk, rep_and_head.rep1)
    job = accept(notice, rep_and_head.director)
    results = run_together(job, job)
    assert sum(isinstance(result, BusinessError) for result in results) == 1
    assert Order.objects.count() == 1


def test_two_changes_of_one_line_submitted_at_once_leave_one_open(rep_and_head):
    """CHG-07 holds in the database."""
    order = confirmed_order(active_customer(rep_and_head.rep1))
    changes = [draft_change(order, quantity) for quantity in (20, 30)]
    results = run_together(*[lambda pk=change.pk: submit_change(pk, rep_and_head.rep1) for change in changes])
    assert sum(isinstance(result, BusinessError) for result in results) == 1, results
    assert sorted(OrderChange.objects.values_list("status", flat=True)) == ["draft", "submitted"]
