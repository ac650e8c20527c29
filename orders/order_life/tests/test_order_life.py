"""The life of an order line: where it waits, since when, who has it in hand, and what of it is late (ORD-06)."""

import datetime as dt

import pytest
from django.urls import reverse

from customers.tests.factories import active_customer
from orders.acceptance.course import record_acceptance
from orders.billing.entry import bill_delivery
from orders.delivery import dispatch
from orders.delivery.models import DeliveryNote
from orders.inspection import result
from orders.invoice.posting import post_invoice
from orders.order.models import OrderLine
from orders.order_change.execution import execute_change
from orders.order_change.models import OrderChange
from orders.order_change.tests.test_order_change import approved
from orders.order_life.querysets import add_life, late_lines, late_lines_by_stage, with_life
from orders.order_life.strip import days_late, expected_now, goods_of_change, holder_of, life_of, made_so_far, since
from orders.payment.allocation import allocate
from orders.tests import factories_fulfilment as make
from orders.tests.factories import confirmed_order, contract_of, draft_change, terms_of
from orders.tests.factories_money import confirmed_payment
from pricing.tests.factories import ProductFactory
from salesmgmt.core.audit import timeline
from salesmgmt.core.calendar import today
from salesmgmt.core.models import DepartmentNotice

pytestmark = pytest.mark.django_db


def line_of(order):
    return with_life(OrderLine.objects.filter(order=order)).select_related("order").get()


def stage_of(order):
    return line_of(order).stage


def test_a_line_waits_at_one_place_after_the_other_until_it_is_paid(people):
    """ORD-06: demand, order, plan, production, inspection, stock, delivery, signature, acceptance, invoice, paid."""
    order = confirmed_order(owner=people.rep1)
    seen = [stage_of(order)]
    plan = make.released_plan(people, order)
    seen.append(stage_of(order))
    production = make.finished_production(people, plan)
    seen.append(stage_of(order))
    inspection = production.inspections.get()
    result.record_inspection(inspection.pk, people.quality, quantity_passed=10, standard="Q/01")
    seen.append(stage_of(order))
    make.stock_entry.enter_stock(inspection.pk, people.warehouse)
    seen.append(stage_of(order))
    note = make.draft_delivery(people, order)
    seen.append(stage_of(order))
    dispatch.issue_delivery(note.pk, people.rep1)
    seen.append(stage_of(order))
    dispatch.issue_stock(note.pk, people.warehouse)
    left = dispatch.depart(
        note.pk, people.logistics, driver="张", expected_at=make.timezone.now() + dt.timedelta(hours=3)
    )
    seen.append(stage_of(order))
    assert since(line_of(order)) == left.departed_at
    dispatch.arrive(note.pk, people.logistics)
    seen.append(stage_of(order))
    assert seen == [
        "plan",
        "production",
        "inspection",
        "stock",
        "dispatch",
        "dispatch",
        "outbound",
        "transit",
        "signature",
    ]


def test_after_the_signature_it_waits_for_the_customer_for_finance_and_for_the_money(people):
    """ORD-06, DLV-08"""
    note = make.signed_delivery(people, at_once=False)
    assert stage_of(note.order) == "acceptance"
    lines = [line.acceptance.pk for line in note.lines.all()]
    record_acceptance(note.pk, people.rep1, lines=lines, accepted_for="王工")
    assert stage_of(note.order) == "billing"
    invoice = bill_delivery(note.pk, people.finance)
    assert stage_of(note.order) == "billing"
    post_invoice(invoice.pk, people.finance)
    assert stage_of(note.order) == "payment"
    payment = confirmed_payment(note.customer, "1000.00")
    allocate(payment.pk, people.finance, [(invoice.pk, payment.amount)])
    assert stage_of(note.order) == "done"


def test_a_part_that_is_made_does_not_hide_the_rest(people):
    """ORD-06: 4 of 10 are delivered, the rest waits where it is."""
    order = make.stocked_order(people)
    note = make.draft_delivery(people, order)
    note.lines.update(quantity=4)
    make.checked(note)
    dispatch.issue_delivery(note.pk, people.rep1)
    line = line_of(order)
    assert (line.stage, line.held, line.entered) == ("dispatch", 4, 10)


def test_goods_that_are_not_charged_wait_for_no_invoice(people):
    """DLV-09"""
    order = confirmed_order(owner=people.rep1, kind="sample")
    note = make.signed_delivery(people, make.stocked_order(people, order))
    assert (note.kind, note.chargeable) == ("sample", False)
    assert stage_of(note.order) == "done"


def test_each_stage_is_in_somebodys_hand():
    assert holder_of("production") == "生产部"
    assert holder_of("transit") == "物流"
    assert holder_of("acceptance") == "客户"


def test_what_is_expected_now_follows_who_has_the_goods_and_the_promise_stays(people):
    """ORD-10: three dates, asked, promised, expected now."""
    note = make.travelling_delivery(people)
    arrival = make.timezone.now() + dt.timedelta(days=40)
    DeliveryNote.objects.filter(pk=note.pk).update(expected_at=arrival)
    line = line_of(note.order)
    assert expected_now(line) == arrival.astimezone(make.timezone.get_current_timezone()).date()
    assert days_late(line) == (expected_now(line) - line.promised_date).days > 0
    assert line.promised_date == line.due_date


def promised(order, days):
    order.lines.update(promised_date=today() + dt.timedelta(days=days))
    return order


def test_late_is_what_was_promised_before_today_and_has_not_wholly_arrived(people):
    """ORD-10"""
    late = promised(confirmed_order(owner=people.rep1), -1)
    promised(confirmed_order(owner=people.rep1), 0)
    promised(make.signed_delivery(people).order, -1)
    assert [line.order for line in late_lines(OrderLine.objects.all(), today()).select_related("order")] == [late]


def test_the_head_of_sales_sees_what_is_late_where_it_waits_and_since_when(client, people):
    made = promised(make.released_plan(people).order, -12)
    waiting = promised(confirmed_order(owner=people.rep1), -3)
    client.force_login(people.director)
    page = client.get(reverse("late-line-list")).content.decode()
    assert made.number in page
    assert "12" in page
    assert "生产" in page
    some = client.get(reverse("late-line-list"), {"stage": "plan"}).content.decode()
    assert waiting.number in some
    assert made.number not in some
    client.force_login(people.rep2)
    assert made.number not in client.get(reverse("late-line-list")).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_questions_for_one_row_and_three(client, people, rows, django_assert_num_queries):
    for _each in range(rows):
        promised(confirmed_order(owner=people.rep1), -3)
    client.force_login(people.director)
    client.get(reverse("late-line-list"))
    with django_assert_num_queries(9):
        assert client.get(reverse("late-line-list")).context["total"] == str(rows)


def test_what_is_asked_of_the_shown_lines_alone_is_what_the_whole_list_says(people):
    made, sent = promised(make.stocked_order(people), -3), promised(make.travelling_delivery(people).order, -2)
    lines = OrderLine.objects.filter(order__in=[made, sent]).order_by("pk")
    whole = {line.pk: line for line in with_life(lines)}
    found = add_life(lines)
    assert [line.stage for line in found] == ["dispatch", "transit"]
    for line in found:
        assert {name: vars(line)[name] for name in vars(whole[line.pk]) if name != "_state"} == {
            name: value for name, value in vars(whole[line.pk]).items() if name != "_state"
        }


def test_who_asks_for_one_stage_finds_the_lines_that_wait_there(client, people):
    """ORD-06: what the list filters by is the stage that the whole life of a line says."""
    orders = [confirmed_order(owner=people.rep1), make.released_plan(people).order]
    orders += [make.finished_production(people).order, make.stocked_order(people)]
    orders += [make.issued_delivery(people).order, make.travelling_delivery(people).order]
    for order in orders:
        promised(order, -3)
    whole = {line.pk: line.stage for line in late_lines(OrderLine.objects.all(), today())}
    assert whole == {line.pk: line.stage for line in late_lines_by_stage(OrderLine.objects.all(), today())}
    assert sorted(whole.values()) == ["dispatch", "inspection", "outbound", "plan", "production", "transit"]
    client.force_login(people.rep1)
    page = client.get(reverse("late-line-list"), {"stage": "inspection"})
    (row,) = page.context["page"].object_list
    assert (row.record.stage, row.record.order) == ("inspection", orders[2])
    assert "停留自" in page.content.decode()


def test_a_line_that_was_accepted_is_late_again_when_more_is_ordered(people):
    """CHG-05, ORD-10"""
    order = make.stocked_order(people)
    line = order.lines.get()
    OrderLine.objects.filter(pk=line.pk).update(promised_date=today() - dt.timedelta(days=3))
    line.pk, line.position, line.promised_date = None, 2, today()
    line.save()
    make.signed_delivery(people, order)
    accepted = order.lines.get(position=1)
    assert accepted.accepted_date == today()
    assert not late_lines(OrderLine.objects.all(), today()).exists()
    order.refresh_from_db()
    execute_change(approved(order, people.manager, quantity=accepted.quantity + 5).pk, people.rep1)
    accepted.refresh_from_db()
    assert accepted.accepted_date is None
    assert late_lines(OrderLine.objects.all(), today()).get() == accepted


def test_a_change_down_to_what_was_accepted_ends_the_delivery_of_the_order(people):
    """CHG-05: the rest is not wanted any more."""
    order = make.stocked_order(people)
    line = order.lines.get()
    OrderLine.objects.filter(pk=line.pk).update(quantity=line.quantity + 5)
    make.signed_delivery(people, order)
    order.refresh_from_db()
    assert (order.status, order.lines.get().accepted_date) == ("partly_delivered", None)
    execute_change(approved(order, people.manager, quantity=line.quantity).pk, people.rep1)
    order.refresh_from_db()
    assert (order.status, order.lines.get().accepted_date) == ("accepted", today())


@pytest.mark.parametrize("lines", [1, 3])
def test_the_life_of_an_order_is_three_queries_whatever_its_lines(people, lines, django_assert_num_queries):
    customer = active_customer(people.rep1)
    contract = contract_of(customer, [(ProductFactory(), 1000, 100) for _each in range(lines)])
    order = confirmed_order(customer, terms_of(contract, 10), contract)
    # Its lines, their life, the changes of their promises; what the customer was told, where one changed.
    with django_assert_num_queries(3):
        assert len(life_of(order, people.rep1)["rows"]) == lines


def test_the_page_of_an_order_shows_the_strip_and_money_only_to_those_who_may_read_it(client, people):
    note = make.signed_delivery(people)
    client.force_login(people.rep1)
    page = client.get(note.order.get_absolute_url()).content.decode()
    # Where the goods are stands first, and in it the words before the strip: one look on a phone answers the customer.
    places = [page.index(words) for words in ('id="life"', "停在", '<ol class="life">', 'class="facts"')]
    assert places == sorted(places)
    assert [stop.label for stop in life_of(note.order, people.rep1)["rows"][0]["stops"]][-2:] == ["开票", "回款"]
    assert [stop.label for stop in life_of(note.order, people.production)["rows"][0]["stops"]][-1] == "验收"


def test_a_draft_has_no_life_yet(people):
    order = confirmed_order(owner=people.rep1)
    order.confirmed_at = None
    assert life_of(order, people.rep1) is None


def test_what_is_already_made_is_said_in_words(people):
    """ORD-09"""
    order = make.stocked_order(people)
    assert "已完工 10" in made_so_far(order)
    assert "已入库 10" in made_so_far(order)
    assert made_so_far(confirmed_order(owner=people.rep1)) == ""


def test_an_order_that_is_cancelled_stops_plans_and_deliveries_and_says_what_is_already_made(people):
    """ORD-09"""
    order = make.stocked_order(people)
    note = make.draft_delivery(people, order)
    change = approved(order, people.manager, kind="cancel")
    execute_change(change.pk, people.rep1)
    order.refresh_from_db()
    note.refresh_from_db()
    assert (order.status, note.status) == ("cancelled", "cancelled")
    assert "已完工 10，已入库 10" in timeline(order)[0].comment
    life = life_of(order, people.rep1)
    assert life["stopped"]
    assert life["rows"][0]["line"].made == 10


def test_who_decides_on_a_change_sees_how_far_the_goods_are(client, people):
    """CHG-02"""
    order = make.stocked_order(people)
    fewer = draft_change(order, 7)
    client.force_login(people.rep1)
    (row,) = sections_of(client.get(fewer.get_absolute_url()))["goods"]["rows"]
    assert (row.quantity, row.planned, row.made, row.entered, row.held, row.wanted) == (10, 10, 10, 10, 0, 7)
    assert (row.too_much, row.plan_falls) == (3, True)
    cancel = draft_change(order, kind="cancel")
    (row,) = sections_of(client.get(cancel.get_absolute_url()))["goods"]["rows"]
    assert row.too_much == 10
    OrderChange.objects.filter(pk=fewer.pk).update(status="submitted")
    assert "goods" in sections_of(client.get(fewer.get_absolute_url()))


def test_a_change_below_the_released_plan_leads_to_its_revision_with_the_figures(people):
    """CHG-05"""
    order = make.stocked_order(people)
    change = approved(order, people.manager, quantity=7)
    execute_change(change.pk, people.rep1)
    order.refresh_from_db()
    assert order.plan_revision_due
    assert "计划 10，订购 7" in timeline(change)[0].comment
    bodies = set(DepartmentNotice.objects.filter(subject__contains=order.number).values_list("body", flat=True))
    assert bodies and all("计划 10，订购 7" in body for body in bodies)


def test_a_decided_change_shows_them_no_more(people):
    change = approved(confirmed_order(owner=people.rep1), people.manager)
    execute_change(change.pk, people.manager)
    assert goods_of_change(OrderChange.objects.get(pk=change.pk), people.manager) is None


def sections_of(page):
    return {section.name: part for section, part in page.context["sections"]}
