"""From an approved sample request to the plan release of the kind sample (SVC-07)."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from customers.customer.models import Customer
from customers.sample.models import SampleRequest
from customers.sample.request import cancel_sample, close_sample, request_sample, revise_sample, submit_sample
from customers.tests.factories import CustomerFactory, active_customer, scheme
from orders.delivery.charge import charge_delivery
from orders.order.models import Order
from orders.plan.models import PlanRelease
from orders.tests import factories_fulfilment as make
from pricing.tests.factories import ProductFactory
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    scheme()
    return company()


def sample_of(people, **fields):
    customer = fields.pop("customer", None) or active_customer(people.rep1)
    product = ProductFactory()
    values = {
        "product_code": product.code,
        "product_name": product.name,
        "quantity": 2,
        "delivery_place": "渝北工厂",
        "needed_on": today() + dt.timedelta(days=14),
        "purpose": "装车试验",
    }
    return request_sample(people.rep1, customer, **{**values, **fields})


def decided(people, decide=approvals.approve, **fields):
    request = sample_of(people, **fields)
    submit_sample(request.pk, people.rep1)
    decide(approvals.open_steps_of(request).get().pk, people.manager, "同意")
    request.refresh_from_db()
    return request


@pytest.mark.parametrize("kind", ["sample", "service_part"])
def test_an_approved_request_becomes_a_plan_release_of_the_kind_sample(people, kind):
    """SVC-07"""
    request = decided(people, kind=kind)
    assert (request.status, request.approved_by) == ("approved", people.manager)
    plan = PlanRelease.objects.get()
    assert (plan.kind, plan.status, plan.sample_request) == ("sample", "draft", request)
    (line,) = plan.lines.all()
    assert (line.order_line.product.code, line.quantity, line.due_date) == (request.product_code, 2, request.needed_on)
    order = plan.order
    assert (order.kind, order.status, order.amount, order.confirmed_by) == ("sample", "confirmed", 0, people.manager)
    assert request.order_number == order.number


@pytest.mark.parametrize("kind", ["sample", "service_part"])
def test_samples_and_service_parts_are_delivered_as_such_without_a_receivable_unless_charged(people, kind):
    """DLV-09"""
    plan = decided_plan(people, kind)
    note = make.draft_delivery(people, make.stocked_order_from(people, plan))
    assert (note.kind, note.chargeable) == (kind, False)
    charge_delivery(note.pk, people.rep1)
    note.refresh_from_db()
    assert note.chargeable


def decided_plan(people, kind):
    """The plan of an approved request, sent to the head of sales."""
    decided(people, kind=kind)
    plan = PlanRelease.objects.get()
    plan.lines.update(quality_requirement="按出厂检验标准")
    approvals.submit(plan, plan.created_by)
    return PlanRelease.objects.get()


def test_a_rejected_one_makes_no_plan_and_is_revised(people):
    """SVC-07"""
    request = decided(people, approvals.reject)
    assert (request.status, PlanRelease.objects.count(), Order.objects.count()) == ("rejected", 0, 0)
    assert revise_sample(request.pk, people.rep1).status == "draft"


def test_a_customer_graded_e_gets_no_sample_and_a_prospect_does(people):
    """RAT-04, LEAD-08"""
    refused = sample_of(people, customer=active_customer(people.rep1, grade="E"))
    with pytest.raises(BusinessError, match="评定为 E 级（不予发展）：不得报价、签订合同或下单"):
        submit_sample(refused.pk, people.rep1)
    refused.refresh_from_db()
    assert refused.status == "draft"
    assert decided(people, customer=CustomerFactory(owner=people.rep1)).status == "approved"


def test_a_customer_graded_e_since_the_submission_gets_no_sample(people):
    """RAT-04"""
    request = sample_of(people)
    submit_sample(request.pk, people.rep1)
    Customer.objects.filter(pk=request.customer_id).update(grade="E")
    with pytest.raises(BusinessError, match="评定为 E 级（不予发展）：不得报价、签订合同或下单"):
        approvals.approve(approvals.open_steps_of(request).get().pk, people.manager, "同意")
    request.refresh_from_db()
    assert (request.status, Order.objects.count()) == ("submitted", 0)


def test_a_product_that_left_the_catalogue_stops_the_approval(people):
    request = sample_of(people)
    submit_sample(request.pk, people.rep1)
    SampleRequest.objects.filter(pk=request.pk).update(product_code="GONE")
    with pytest.raises(BusinessError, match="已不在产品目录中"):
        approvals.approve(approvals.open_steps_of(request).get().pk, people.manager, "同意")
    request.refresh_from_db()
    assert (request.status, Order.objects.count()) == ("submitted", 0)


@pytest.mark.parametrize("fields", [{"product_code": ""}, {"needed_on": dt.date(2020, 1, 1)}])
def test_an_incomplete_request_is_not_submitted(people, fields):
    request = sample_of(people, **fields)
    with pytest.raises(BusinessError, match="请选择产品：计划按产品目录中的产品下达|需要日期不能早于今天"):
        submit_sample(request.pk, people.rep1)
    request.refresh_from_db()
    assert request.status == "draft"


@pytest.mark.parametrize("name", ["rep2", "supervisor", "quality", "finance"])
def test_others_neither_ask_nor_submit(people, name):
    person, request = getattr(people, name), sample_of(people)
    with pytest.raises(PermissionDenied, match="样品申请由负责该客户的人员或客户服务中心办理"):
        submit_sample(request.pk, person)
    with pytest.raises(PermissionDenied, match="样品申请由负责该客户的人员或客户服务中心办理"):
        cancel_sample(request.pk, person, "…")
    with pytest.raises(PermissionDenied, match="样品由负责该客户的人员或客户服务中心申请"):
        request_sample(person, request.customer, quantity=1, needed_on=today(), delivery_place="…", purpose="…")
    request.refresh_from_db()
    assert (request.status, SampleRequest.objects.count()) == ("draft", 1)


def test_what_the_customer_said_closes_it(people):
    request = decided(people)
    with pytest.raises(BusinessError, match="请填写客户的意见"):
        close_sample(request.pk, people.rep1, " ")
    assert close_sample(request.pk, people.rep1, "尺寸合格，同意小批").status == "closed"


def test_a_request_is_written_and_approved_on_its_pages_and_leads_to_its_plan(client, people):
    """SVC-07"""
    customer, product = active_customer(people.rep1), ProductFactory()
    client.force_login(people.rep1)
    assert client.get(reverse("sample-request-create")).status_code == 200
    data = {
        "customer": customer.pk,
        "kind": "sample",
        "product": product.pk,
        "quantity": "3",
        "purpose": "试装",
        "needed_on": (today() + dt.timedelta(days=9)).isoformat(),
        "delivery_place": "渝北工厂",
    }
    assert client.post(reverse("sample-request-create"), {**data, "quantity": "0"}).status_code == 422
    assert client.post(reverse("sample-request-create"), data).status_code == 302
    request = SampleRequest.objects.get()
    assert request.product_code == product.code
    assert client.get(reverse("sample-request-edit", args=[request.pk])).status_code == 200
    assert client.post(reverse("sample-request-do", args=[request.pk, "submit"])).status_code == 302
    client.force_login(people.manager)
    assert client.get(request.get_absolute_url()).status_code == 200
    approvals.approve(approvals.open_steps_of(request).get().pk, people.manager, "同意")
    client.force_login(people.rep1)
    plan = PlanRelease.objects.get()
    assert plan.get_absolute_url() in client.get(request.get_absolute_url()).content.decode()
    assert client.get(plan.get_absolute_url()).status_code == 200
    assert client.get(plan.order.get_absolute_url()).status_code == 200
    client.force_login(people.rep2)
    assert client.get(request.get_absolute_url()).status_code == 404
