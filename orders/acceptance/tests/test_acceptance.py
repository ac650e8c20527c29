"""DLV-08: the customer accepts what was delivered; objections are settled until he does."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from customers.tests.factories import active_customer
from orders.acceptance.course import record_acceptance, record_objection, settle_objection
from orders.acceptance.models import Acceptance
from orders.acceptance.rules import acceptance_problem
from orders.handover import receiving
from orders.order.models import Order
from orders.tests import factories_fulfilment as make
from orders.tests.factories import confirmed_order, contract_of, everybody, terms_of
from pricing.tests.factories import ProductFactory
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def kept(kept_db):
    """Two lines signed for, none accepted yet."""
    people = everybody()
    customer = active_customer(people.rep1)
    contract = contract_of(customer, [(ProductFactory(), 1000, 100) for _each in range(2)])
    order = confirmed_order(customer, terms_of(contract, 10), contract)
    stocked = make.stocked_order_from(people, make.submitted_plan(people, order))
    return SimpleNamespace(people=people, note=make.signed_delivery(people, stocked, at_once=False))


@pytest.fixture
def people(begun):
    return begun.people


@pytest.fixture
def note(begun):
    return begun.note


def rows(note):
    return list(Acceptance.objects.filter(line__note=note))


def statuses(note):
    return [row.status for row in rows(note)]


def status_of_order(note):
    return Order.objects.get(pk=note.order_id).status


def test_an_objection_is_not_accepted_without_how_it_was_settled(people, note):
    """DLV-08"""
    first, second = rows(note)
    record_objection(note.pk, people.rep1, lines=[first.pk], subject="quality", objection="表面划伤")
    assert statuses(note) == ["objected", "pending"]
    with pytest.raises(BusinessError, match="客户提出过异议，请写明异议如何处理"):
        record_acceptance(note.pk, people.rep1, lines=[first.pk, second.pk], accepted_for="王工")
    assert statuses(note) == ["objected", "pending"]
    with pytest.raises(BusinessError, match="请写明异议如何处理"):
        settle_objection(note.pk, people.rep1, lines=[first.pk], resolution=" ")
    settle_objection(note.pk, people.rep1, lines=[first.pk], resolution="现场抛光")
    assert statuses(note) == ["resolved", "pending"]
    record_acceptance(note.pk, people.rep1, lines=[first.pk, second.pk], accepted_for="王工")
    assert statuses(note) == ["accepted", "accepted"]
    assert rows(note)[0].resolution == "现场抛光"


def test_the_order_is_accepted_and_closes_only_when_all_lines_are_accepted(people, note):
    """DLV-08"""
    first, second = rows(note)
    assert status_of_order(note) == "delivered"
    record_acceptance(note.pk, people.rep1, lines=[first.pk], accepted_for="王工")
    assert status_of_order(note) == "delivered"
    record_objection(note.pk, people.rep1, lines=[second.pk], subject="specification", objection="规格不符")
    receiving.complete_formalities(note.pk, people.rep1)
    receiving.return_copy(note.pk, people.warehouse)
    receiving.close_delivery(note.pk, people.rep1)
    assert status_of_order(note) == "delivered"
    record_acceptance(note.pk, people.rep1, lines=[second.pk], accepted_for="王工", resolution="按图纸确认，规格相符")
    assert status_of_order(note) == "accepted"


def test_what_is_accepted_with_the_signature_needs_no_second_word(people):
    """DLV-08"""
    note = make.signed_delivery(people)
    (row,) = rows(note)
    assert (row.status, row.accepted_for, row.accepted_at) == ("accepted", note.receiver, note.signed_at)
    assert status_of_order(note) == "accepted"


def test_who_is_not_content_with_what_was_settled_objects_again(people, note):
    """DLV-08"""
    first, _second = rows(note)
    record_objection(note.pk, people.rep1, lines=[first.pk], subject="quality", objection="漏油")
    settle_objection(note.pk, people.rep1, lines=[first.pk], resolution="换密封圈")
    record_objection(note.pk, people.rep1, lines=[first.pk], subject="quality", objection="仍漏油")
    again = rows(note)[0]
    assert (again.status, again.objection, again.resolution) == ("objected", "仍漏油", "")


def test_the_quality_department_and_the_superior_hear_of_an_objection(people, note):
    record_objection(note.pk, people.rep1, lines=[rows(note)[0].pk], subject="quality", objection="漏油")
    told = Notice.objects.filter(subject__startswith="客户提出异议").values_list("user", flat=True)
    assert set(told) == {people.quality.pk, people.rep1.superior.pk}


@pytest.mark.parametrize("who", ["rep2", "manager", "finance", "warehouse", "director"])
def test_nobody_but_the_rep_records_what_the_customer_says(people, note, who):
    user, (first, _second) = getattr(people, who), rows(note)
    with pytest.raises(PermissionDenied, match="由负责的销售代表登记客户验收"):
        record_acceptance(note.pk, user, lines=[first.pk], accepted_for="王工")
    with pytest.raises(PermissionDenied, match="异议由负责的销售代表登记"):
        record_objection(note.pk, user, lines=[first.pk], subject="quality", objection="漏油")
    assert statuses(note) == ["pending", "pending"]


def test_an_acceptance_names_lines_a_person_and_a_time_after_the_signature(people, note):
    first, _second = rows(note)
    with pytest.raises(BusinessError, match="请至少选择一行"):
        record_acceptance(note.pk, people.rep1, lines=[], accepted_for="王工")
    with pytest.raises(BusinessError, match="请填写客户验收人"):
        record_acceptance(note.pk, people.rep1, lines=[first.pk], accepted_for=" ")
    for moment in (note.signed_at - dt.timedelta(minutes=2), timezone.now() + dt.timedelta(minutes=2)):
        with pytest.raises(BusinessError, match="验收时间应在签收之后、当前时间之前"):
            record_acceptance(note.pk, people.rep1, lines=[first.pk], accepted_for="王工", accepted_at=moment)
    other = make.signed_delivery(people, at_once=False)
    with pytest.raises(BusinessError, match="请至少选择一行"):
        record_acceptance(note.pk, people.rep1, lines=[rows(other)[0].pk], accepted_for="王工")
    assert statuses(note) == ["pending", "pending"]


def test_the_database_accepts_no_objection_without_its_settlement(people, note):
    """DLV-08"""
    first, _second = rows(note)
    record_objection(note.pk, people.rep1, lines=[first.pk], subject="quality", objection="漏油")
    with pytest.raises(IntegrityError, match="acceptance_objection_is_settled"), transaction.atomic():
        Acceptance.objects.filter(pk=first.pk).update(status="resolved")


def test_the_page_takes_objection_settlement_and_acceptance(client, people, note):
    first, second = rows(note)
    client.force_login(people.rep1)

    def do(name, **data):
        return client.post(reverse("delivery-do", args=[note.pk, name]), data)

    assert do("object", lines=[first.pk], subject="quality", objection="表面划伤").status_code == 302
    assert "表面划伤" in client.get(note.get_absolute_url()).content.decode()
    at = timezone.localtime().strftime("%Y-%m-%dT%H:%M:%S")
    refused = do("accept", lines=[first.pk, second.pk], accepted_for="王工", accepted_at=at)
    assert refused.status_code == 409
    assert "请写明异议如何处理" in refused.content.decode()
    assert do("settle-objection", lines=[first.pk], resolution="现场抛光").status_code == 302
    assert do("accept", lines=[first.pk, second.pk], accepted_for="王工", accepted_at=at).status_code == 302
    assert statuses(note) == ["accepted", "accepted"]


def test_the_list_shows_what_the_customer_has_not_accepted(client, people, note):
    done = make.signed_delivery(people)
    client.force_login(people.rep1)
    page = client.get(reverse("delivery-list"), {"acceptance_open": "true"}).content.decode()
    assert note.number in page
    assert done.number not in page


def test_the_rule_asks_for_the_settlement_of_an_objection_alone():
    """DLV-08"""
    assert acceptance_problem("pending", "甲", "") == ""
    assert acceptance_problem("resolved", "甲", "") == ""
    assert acceptance_problem("objected", "甲", " ")
    assert acceptance_problem("objected", "甲", "换货") == ""
    assert acceptance_problem("accepted", "甲", "换货")
