"""From the customer's notice to quality's permit (RET-01 to RET-06)."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from contracts.tests.factories import pdf_file
from customers.duplicate.merge import merge_customers
from customers.tests.factories import active_customer
from orders.return_order import entry, on_site, permit
from orders.return_order.models import ReturnLine, ReturnOrder
from orders.return_order.rules import arrival_problem, document_problem, reason_problem, returnable, slices
from orders.tests import factories_returns as made
from orders.tests.factories import everybody
from orders.tests.factories_fulfilment import delivered_note
from pricing.tests.factories import ProductFactory, price
from salesmgmt.core.domain import approvals
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import DepartmentNotice

pytestmark = pytest.mark.usefixtures("english")

D = Decimal
HOUR = dt.timedelta(hours=1)


@pytest.fixture(scope="module")
def kept(kept_db):
    """100 at 50.00, signed."""
    people = everybody()
    return SimpleNamespace(people=people, line=made.delivered_line(people))


@pytest.fixture
def people(begun):
    return begun.people


@pytest.fixture
def line(begun):
    return begun.line


def state(ret):
    ret.refresh_from_db()
    return ret.status, list(ret.lines.order_by("pk").values_list("quantity", "amount"))


# -- the five categories -------------------------------------------------------------------------------------------------


def test_a_return_without_one_of_the_five_categories_is_refused(people, customer):
    """RET-01"""
    for category in ("", "6"):
        with pytest.raises(BusinessError, match="one of the five return categories"):
            entry.create_return(people.rep1, customer=customer, category=category, required_by=timezone.now() + HOUR)
    assert not ReturnOrder.objects.exists()
    for category in "12345":
        assert made.notified_return(people, customer, category).category == category


def test_only_the_representative_in_charge_opens_a_return(people, customer):
    for stranger in (people.rep2, people.quality, people.finance, people.warehouse, people.gm):
        with pytest.raises(PermissionDenied, match="representative in charge"):
            entry.create_return(stranger, customer=customer, category="1", required_by=timezone.now() + HOUR)
    assert not ReturnOrder.objects.exists()


# -- in time -------------------------------------------------------------------------------------------------------------


def test_the_time_the_customer_asks_for_is_mandatory(people, customer):
    """RET-02"""
    with pytest.raises(BusinessError, match="time by which the customer asks us to come"):
        entry.create_return(people.rep1, customer=customer, category="2", required_by=None)
    with pytest.raises(BusinessError, match="before he gave notice"):
        made.notified_return(people, customer, required_by=timezone.now() - HOUR, notified_at=timezone.now())
    assert not ReturnOrder.objects.exists()


@pytest.mark.parametrize(("minute", "is_late"), [(0, False), (1, True)])
def test_the_very_minute_is_in_time_and_the_next_is_late(people, customer, minute, is_late):
    """RET-02: required by 12:00, arrived 12:00 is on time, 12:01 is late."""
    noon = timezone.now().replace(second=0, microsecond=0) - 5 * HOUR
    ret = made.notified_return(people, customer, required_by=noon, notified_at=noon - 3 * HOUR)
    assert ret.arrived_late is None
    ret = on_site.arrive(ret.pk, people.rep1, noon + dt.timedelta(minutes=minute))
    assert (ret.status, ret.arrived_late) == ("on_site", is_late)


def test_an_arrival_in_the_future_or_before_the_notice_is_refused(people, customer):
    ret = made.notified_return(people, customer)
    for moment, words in ((timezone.now() + HOUR, "in the future"), (timezone.now() - 2 * HOUR, "before the customer")):
        with pytest.raises(BusinessError, match=words):
            on_site.arrive(ret.pk, people.rep1, moment)
    assert state(ret)[0] == "notified"
    assert arrival_problem(ret.notified_at, ret.notified_at, timezone.now()) == ""


def test_the_time_asked_for_is_not_moved_after_we_came(people, customer):
    """RET-02: nobody makes a late arrival one in time."""
    ret = made.return_on_site(people, customer)
    with pytest.raises(BusinessError, match="stays as it was"):
        entry.update_return(ret.pk, people.rep1, required_by=timezone.now() + 9 * HOUR)
    assert entry.update_return(ret.pk, people.rep1, notice="三箱").notice == "三箱"


# -- the reason ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "informant", "text", "has_file", "words"),
    [
        ("written", "", "", False, "Attach the customer's written reason"),
        ("written", "", "", True, ""),
        ("oral", "王工", "  ", False, "needs a record"),
        ("oral", " ", "孔位偏差", False, "needs the name"),
        ("oral", "王工", "孔位偏差", False, ""),
    ],
)
def test_a_reason_is_in_writing_or_a_record_with_a_name(kind, informant, text, has_file, words):
    """RET-03"""
    problem = reason_problem(kind, informant, text, has_file)
    assert words in problem if words else problem == ""


def test_without_a_complete_reason_it_does_not_go_on(people, customer):
    """RET-03: neither by the page nor by a script."""
    ret = made.return_on_site(people, customer)
    with pytest.raises(BusinessError, match="name of who gave it"):
        on_site.record_reason(ret.pk, people.rep1, reason_kind="oral", reason="孔位偏差")
    with pytest.raises(IntegrityError, match="return_has_a_reason"), transaction.atomic():
        ReturnOrder.objects.filter(pk=ret.pk).update(status="reason_recorded")
    ret = on_site.record_reason(ret.pk, people.rep1, reason_kind="written", file=pdf_file("reason.pdf"))
    assert ret.status == "reason_recorded"


# -- the list ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("category", "delivered", "accepted", "rejected_taken", "other_taken", "left"),
    [
        ("2", 100, 100, 0, 0, 100),
        ("2", 100, 100, 0, 40, 60),
        ("2", 100, 98, 0, 0, 98),  # what was never accepted is no matter of assembly
        ("1", 100, 98, 0, 0, 100),
        ("1", 100, 98, 2, 0, 98),
        ("2", 100, 98, 2, 0, 98),  # the two rejected ones are back already
        ("2", 100, 98, 5, 0, 95),  # and three accepted ones with them
        ("1", 100, 100, 60, 40, 0),
        ("2", 100, 100, 60, 50, 0),
    ],
)
def test_never_more_comes_back_than_was_delivered_less_what_came_back(
    category, delivered, accepted, rejected_taken, other_taken, left
):
    """RET-04"""
    assert returnable(category, D(delivered), D(accepted), D(rejected_taken), D(other_taken)) == left


def test_the_list_takes_price_and_tax_of_the_delivery(people, line):
    """RET-04"""
    ret = made.listed_return(people, {line: 98})
    assert state(ret) == ("reason_recorded", [(D(98), D("4900.00"))])
    assert (ret.lines.get().price, ret.lines.get().tax_rate) == (line.price, line.tax_rate)
    assert (ret.quantity, ret.amount) == (D(98), D("4900.00"))


def test_more_than_was_delivered_is_refused(people, line):
    """RET-04"""
    ret = made.with_reason(people, line.note.customer)
    with pytest.raises(BusinessError, match="at most 100 can still come back, not 101"):
        entry.write_list(ret.pk, people.rep1, lines=[{"delivery_line": line, "quantity": D(101)}])
    assert state(ret)[1] == []


def test_what_another_return_holds_does_not_come_back_twice_until_it_is_given_up(people, line):
    """RET-04"""
    first = made.listed_return(people, {line: 60})
    second = made.with_reason(people, line.note.customer, "3")
    with pytest.raises(BusinessError, match="at most 40 can still come back, not 41"):
        entry.write_list(second.pk, people.rep1, lines=[{"delivery_line": line, "quantity": D(41)}])
    on_site.cancel_return(first.pk, people.rep1, "客户留用")
    entry.write_list(second.pk, people.rep1, lines=[{"delivery_line": line, "quantity": D(100)}])
    assert state(second)[1] == [(D(100), D("5000.00"))]


def test_goods_of_another_customer_and_goods_nobody_signed_for_are_refused(people, line):
    """RET-04"""
    stranger = made.delivered_line(people, customer=active_customer(people.rep1, grade="B"))
    unsigned = delivered_note(people).lines.get()
    ret = made.with_reason(people, line.note.customer)
    for foreign in (stranger, unsigned):
        with pytest.raises(BusinessError, match="no signed delivery of this customer"):
            entry.write_list(ret.pk, people.rep1, lines=[{"delivery_line": foreign, "quantity": D(1)}])
    assert state(ret)[1] == []


def test_a_mixed_box_is_spread_over_the_deliveries_it_can_come_from(people, customer):
    """RET-04: two deliveries at two prices; the newest first, each slice with its own price."""
    product = price(ProductFactory(), "50")
    old = made.delivered_line(people, 10, 50, customer, product)
    new = made.delivered_line(people, 10, 60, customer, product)
    ret = made.with_reason(people, customer)
    ret = entry.propose_lines(ret.pk, people.rep1, product=product, quantity=D(12))
    assert set(ret.lines.values_list("delivery_line", "quantity", "amount")) == {
        (new.pk, D(10), D("600.00")),
        (old.pk, D(2), D("100.00")),
    }
    assert ret.amount == D("700.00")
    with pytest.raises(BusinessError, match="only 8 more can come back from this customer, not 9"):
        entry.propose_lines(ret.pk, people.rep1, product=product, quantity=D(9), first="oldest")
    ret = entry.propose_lines(ret.pk, people.rep1, product=product, quantity=D(8), first="oldest")
    assert ret.quantity == 20


def test_slices_take_what_is_there_in_its_order():
    assert slices(D(5), [("a", D(3)), ("b", D(0)), ("c", D(4))]) == [("a", D(3)), ("c", D(2))]
    assert slices(D(9), [("a", D(3))]) == [("a", D(3))]


def test_without_the_customers_confirmation_the_list_does_not_go_on(people, line):
    """RET-04"""
    ret = made.listed_return(people, {line: 10})
    with pytest.raises(BusinessError, match="who confirmed the list"):
        on_site.confirm_list(ret.pk, people.rep1, confirmed_by=" ")
    with pytest.raises(BusinessError, match="cannot become"):
        on_site.record_customer_document(ret.pk, people.rep1, number="TH", quantity=D(10), amount=D(500))
    assert state(ret)[0] == "reason_recorded"
    empty = made.with_reason(people, line.note.customer)
    with pytest.raises(BusinessError, match="list is empty"):
        on_site.confirm_list(empty.pk, people.rep1, confirmed_by="李主管")


def test_a_confirmed_list_is_not_written_until_it_is_opened_again(people, line):
    ret = made.listed_return(people, {line: 10})
    on_site.confirm_list(ret.pk, people.rep1, confirmed_by="李主管")
    with pytest.raises(PermissionDenied, match="until it is confirmed"):
        entry.write_list(ret.pk, people.rep1, lines=[{"delivery_line": line, "quantity": D(11)}])
    ret = on_site.reopen_list(ret.pk, people.rep1, "少点一箱")
    assert (ret.status, ret.list_confirmed_by, ret.list_confirmed_at) == ("reason_recorded", "", None)


# -- the customer's own document -----------------------------------------------------------------------------------------


def test_a_difference_to_the_customers_document_is_said_and_stops_it(people, line):
    """RET-05: 9,900 against 10,000 is a difference of 100."""
    assert "a difference of ¥100.00" in document_problem((D(10), D(10000)), (D(10), D(9900)))
    ret = made.listed_return(people, {line: 20})
    on_site.confirm_list(ret.pk, people.rep1, confirmed_by="李主管")
    for quantity, amount, words in ((20, "999.99", "difference of ¥0.01"), (19, "1000.00", "difference of 1.")):
        with pytest.raises(BusinessError, match=words):
            on_site.record_customer_document(ret.pk, people.rep1, number="TH", quantity=D(quantity), amount=D(amount))
    ret.refresh_from_db()
    assert (ret.status, ret.customer_document) == ("list_confirmed", "")
    with pytest.raises(IntegrityError, match="return_customer_document_exact"), transaction.atomic():
        ReturnOrder.objects.filter(pk=ret.pk).update(
            status="in_transit_back", customer_document="TH", customer_quantity=20, customer_amount=999
        )
    ret = on_site.record_customer_document(ret.pk, people.rep1, number="TH", quantity=D(20), amount=D(1000))
    assert ret.status == "in_transit_back"


# -- quality -------------------------------------------------------------------------------------------------------------


def test_only_quality_permits_a_return(people, line):
    """RET-06"""
    ret = made.return_with_quality(people, {line: 10})
    step = approvals.open_steps_of(ret).get()
    for person in (people.rep1, people.manager, people.finance, people.warehouse):
        with pytest.raises(PermissionDenied, match="decide"):
            approvals.approve(step.pk, person, data={"verified": "属实"})
    assert state(ret)[0] == "quality_review"
    with pytest.raises(BusinessError, match="Say what was verified"):
        approvals.approve(step.pk, people.quality, data={"verified": " "})
    ret = made.permit(people, ret, "孔位偏差 0.4 mm")
    issued = ret.permits.get()
    assert (ret.status, issued.issued_by, issued.verified) == ("permitted", people.quality, "孔位偏差 0.4 mm")
    assert issued.number and issued.issued_at


def test_the_reason_goes_to_quality_and_the_permit_to_the_store(people, line):
    """RET-03, RET-06"""
    ret = made.permitted_return(people, {line: 10})
    assert set(DepartmentNotice.objects.filter(object_id=ret.pk).values_list("role", flat=True)) == {"qa", "wh"}
    assert ReturnOrder.objects.visible_to(people.warehouse).get() == ret
    assert not ReturnOrder.objects.visible_to(people.rep2).exists()


def test_each_category_asks_for_its_own_paper_before_quality_is_asked(people, line):
    """RET-01: what a category rests on; goods rejected at delivery have the signed note."""
    ret = made.listed_return(people, {line: 10}, "5")
    on_site.confirm_list(ret.pk, people.rep1, confirmed_by="李主管")
    ret = on_site.record_customer_document(ret.pk, people.rep1, number="TH", quantity=D(10), amount=D(500))
    with pytest.raises(BusinessError, match="Still missing: Warranty claim list"):
        approvals.submit(ret, people.rep1)
    assert state(ret)[0] == "in_transit_back"
    assert made.return_with_quality(people, {line: 1}, "1").status == "quality_review"


def test_what_quality_refuses_goes_back_to_the_customer_and_can_come_again(people, line):
    """RET-06"""
    ret = made.return_with_quality(people, {line: 100})
    approvals.reject(approvals.open_steps_of(ret).get().pk, people.quality, "使用不当")
    ret.refresh_from_db()
    assert ret.status == "refused"
    with pytest.raises(BusinessError, match="who took the goods back"):
        on_site.send_back(ret.pk, people.rep1, taken_by="")
    ret = on_site.send_back(ret.pk, people.rep1, taken_by="王工")
    assert (ret.status, ret.sent_back_to) == ("sent_back", "王工")
    assert made.listed_return(people, {line: 100}).quantity == 100


def test_a_permit_is_withdrawn_with_a_reason_by_quality_alone(people, line):
    """RET-06"""
    ret = made.permitted_return(people, {line: 10})
    for person in (people.rep1, people.warehouse, people.gm):
        with pytest.raises(PermissionDenied, match="Only the quality department"):
            permit.withdraw_permit(ret.pk, person, "误判")
    with pytest.raises(BusinessError, match="Give a reason"):
        permit.withdraw_permit(ret.pk, people.quality, " ")
    ret = permit.withdraw_permit(ret.pk, people.quality, "样件送检结果不符")
    assert (ret.status, permit.valid_permit(ret)) == ("in_transit_back", None)
    approvals.submit(ret, people.rep1)
    assert made.permit(people, ret).permits.count() == 2


@pytest.mark.parametrize("made_ready", ["permitted_return", "received_return"])
def test_the_customers_document_takes_no_permit_back(client, people, line, made_ready):
    """RET-05, RET-06: once the list is confirmed, and not later."""
    ret = getattr(made, made_ready)(people, {line: 10})
    with pytest.raises(PermissionDenied, match="once the list is confirmed"):
        on_site.record_customer_document(ret.pk, people.rep1, number="TH9", quantity=ret.quantity, amount=ret.amount)
    client.force_login(people.rep1)
    assert "customer-document" not in client.get(ret.get_absolute_url()).content.decode()
    before = ret.status
    ret.refresh_from_db()
    assert (ret.status, permit.valid_permit(ret) is not None) == (before, True)


# -- merged files --------------------------------------------------------------------------------------------------------


def test_goods_of_a_merged_customer_come_back_to_the_file_that_was_kept(people, line):
    """RET-04: a return begun on the file that was closed goes on where its deliveries went."""
    merged, kept = line.note.customer, active_customer(people.rep1)
    begun = made.listed_return(people, {line: 30})
    merge_customers(kept.pk, people.manager, merged.pk, "同一家")
    begun.refresh_from_db()
    assert begun.customer == kept
    other = made.with_reason(people, kept)
    with pytest.raises(BusinessError, match="at most 70"):
        entry.write_list(other.pk, people.rep1, lines=[{"delivery_line": line, "quantity": D(71)}])
    entry.write_list(other.pk, people.rep1, lines=[{"delivery_line": line, "quantity": D(70)}])
    assert sorted(ReturnLine.objects.values_list("quantity", flat=True)) == [30, 70]
