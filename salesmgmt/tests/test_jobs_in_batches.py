"""Jobs of the clock write in bulk and commit in batches: many rows cost hardly more statements than a few, and a job that is
killed goes on where it stood."""

import copy
import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contracts.contract.models import Contract
from contracts.tests.factories import active_contract
from customers.complaint.intake import register_complaint
from customers.complaint.models import Complaint
from customers.lead.models import Lead
from customers.tests.factories import CustomerFactory, active_customer
from customers.ticket.intake import open_ticket
from customers.ticket.models import ServiceTicket
from customers.visit.models import Visit
from customers.visit.planning import log_visit
from orders.collection_report.models import CollectionReport
from orders.collection_report.reporting import draft_report
from orders.delivery.models import DeliveryNote
from orders.dunning.contact import log_action
from orders.order.handover import tell_departments
from orders.order.models import Order
from orders.plan.models import PlanRelease
from orders.production.models import Production
from orders.purchase_need.following import open_need
from orders.tests import factories_fulfilment as make
from orders.tests.factories import confirmed_order
from orders.tests.factories_money import posted_invoice, recorded_payment
from orders.traded_demand import following
from orders.traded_demand.models import TradedDemand
from performance.risk.models import RiskReport
from performance.risk.reporting import report_risk
from pricing.inquiry.entry import create_inquiry
from pricing.inquiry.models import Inquiry
from pricing.quote.models import Quote
from pricing.tests.factories import quote
from salesmgmt.core import registry
from salesmgmt.core.calendar import at, today
from salesmgmt.core.domain import faults, periodic
from salesmgmt.core.domain.approvals import submit
from salesmgmt.core.models import ApprovalStep, AuditEntry, Notice, PeriodicRun, PeriodicState, QueueFault, Task
from salesmgmt.core.state import move
from salesmgmt.core.tests.factories import UserFactory

FEW, MANY = 2, 40
PER_STATEMENT = 10


def clones(row, number, **changes):
    """So many rows like this one, with other numbers."""
    model, made = type(row), []
    known = model._base_manager.count()
    for each in range(number):
        twin = copy.copy(row)
        twin._state = copy.copy(row._state)
        twin.pk, twin._state.adding = None, True
        if hasattr(row, "number"):
            twin.number = f"{row.number[:20]}-{known + each}"
        for name, value in changes.items():
            setattr(twin, name, value[each] if isinstance(value, list) else value)
        made.append(twin)
    return model._base_manager.bulk_create(made)


def first_of(model):
    return model._base_manager.order_by("pk").first()


MAKERS = {}


def due(key, moment=lambda: timezone.now()):
    """Registers ``make(people, number)``, which makes so many rows that are due of the job; in ``moment`` it runs."""

    def register(maker):
        MAKERS[key] = (maker, moment)
        return maker

    return register


@due("orders-to-close")
def orders_that_are_done(people, number):
    """Accepted and without a delivery that waits for its money; how that is found out: orders/order/tests/test_closing.py"""
    order = first_of(Order) or confirmed_order(owner=people.rep1)
    order.status = Order.Status.ACCEPTED
    clones(order, number, status=Order.Status.ACCEPTED, demand=None)


@due("prices-and-quotes", lambda: timezone.now() + dt.timedelta(days=400))
def quotes_that_run_out(people, number):
    made = first_of(Quote) or quote(active_customer(people.rep1))
    clones(
        made, number, status=Quote.Status.SENT, sent_on=today(), family=[f"Q{number}-{each}" for each in range(number)]
    )


@due("inquiry-replies")
def inquiries_without_an_answer(people, number):
    long_ago = timezone.now() - dt.timedelta(days=9)
    made = first_of(Inquiry) or create_inquiry(
        people.rep1, active_customer(people.rep1), [], title="询价", question="交期", received_at=long_ago
    )
    clones(made, number)


@due("contract-filing")
def originals_that_are_not_filed(people, number):
    start = today() - dt.timedelta(days=60)
    for _each in range(number):
        active_contract(active_customer(people.rep1), start_date=start)


@due("risk-review", lambda: timezone.now() + dt.timedelta(days=400))
def risks_to_be_assessed_again(people, number):
    made = first_of(RiskReport) or report_risk(
        people.rep1,
        customer=active_customer(people.rep1),
        category="credit",
        title="风险",
        description="客户资金紧张",
        proposal="收紧账期",
        known_since=today(),
    )
    clones(made, number, status="assessed", likelihood=3, impact=3, next_review=today())


@due("ticket-unassigned")
def tickets_nobody_has_taken(people, number):
    made = first_of(ServiceTicket) or open_ticket(people.rep1, CustomerFactory(owner=people.rep1), "后桥漏油")
    clones(made, number, opened_at=timezone.now() - dt.timedelta(days=9))


@due("complaint-sla", lambda: timezone.now() + dt.timedelta(days=60))
def complaints_past_their_deadline(people, number):
    made = first_of(Complaint) or register_complaint(
        people.rep1, CustomerFactory(owner=people.rep1), "异响", timezone.now(), "hotline", "王芳", "138"
    )
    clones(made, number, half_time_told_at=None, deadline_told_at=None, escalated_to=None)


@due("visit_report")
def visits_without_a_report(people, number):
    long_ago = timezone.now() - dt.timedelta(days=9)
    made = first_of(Visit) or log_visit(
        people.rep1, customer=active_customer(people.rep1), visited_at=long_ago, purpose="回访"
    )
    clones(made, number)


@due("key_customer_visit")
def key_customers_nobody_visits(people, number):
    for _each in range(number):
        found = CustomerFactory(owner=people.rep1, is_key=True, executive_sponsor=people.director)
        type(found).objects.filter(pk=found.pk).update(created_at=timezone.now() - dt.timedelta(days=900))


@due("care", lambda: at(dt.date(2026, 5, 12), dt.time(7)))
def contacts_with_a_birthday(people, number):
    contact = active_customer(people.rep1).contacts.get()
    clones(contact, number, birthday=dt.date(1980, 5, 12), is_primary=False)


@due("idle-leads")
def leads_that_lie_idle(people, number):
    long_ago = timezone.now() - dt.timedelta(days=300)
    lead = Lead(
        company="重庆机械厂", source="exhibition", owner=people.rep1, status=Lead.Status.ASSIGNED, assigned_at=long_ago
    )
    lead.number = "LEA-1"
    made = clones(lead, number)
    Lead.objects.filter(pk__in=[each.pk for each in made]).update(created_at=long_ago)


@due("purchase-need-late", lambda: timezone.now() + dt.timedelta(days=30))
def material_that_has_not_come(people, number):
    order = confirmed_order(owner=people.rep1)
    tell_departments(order, lambda: "", people.manager)
    about = {"item": "轴承", "quantity": Decimal(20), "unit": "只", "supplier": "", "remark": ""}
    clones(open_need(order.pk, people.purchasing, need_date=today(), **about), number)


@due("traded-goods-late", lambda: timezone.now() + dt.timedelta(days=30))
def goods_that_have_not_come(people, number):
    made = first_of(TradedDemand)
    if made is None:
        order = confirmed_order(owner=people.rep1)
        order.lines.update(supply_type="traded")
        following.report_traded(order, user=people.manager)
        made = order.traded_demands.get()
    lines = clones(made.order_line, number)
    clones(made, number, order_line=lines, status="ordered", expected_on=today(), price=Decimal(1), supplier="贸易")


@due("production-delay", lambda: timezone.now() + dt.timedelta(days=300))
def production_that_is_late(people, number):
    made = first_of(Production) or make.production_of(make.released_plan(people))
    lines = clones(made.order_line, number)
    plan_lines = clones(made.plan_line, number, order_line=lines)
    clones(made, number, order_line=lines, plan_line=plan_lines)


@due("delivery-formalities", lambda: timezone.now() + dt.timedelta(days=30))
def deliveries_without_formalities(people, number):
    made = first_of(DeliveryNote) or make.delivered_note(people)
    clones(made, number)


@due("shipment-eta", lambda: timezone.now() + dt.timedelta(days=30))
def goods_on_the_road(people, number):
    made = first_of(DeliveryNote) or make.travelling_delivery(people)
    clones(made, number)


@due("contracts-to-complete")
def contracts_that_are_performed(people, number):
    """With one closed order and nothing agreed; how it is found out what they lack: test_contract_completion.py"""
    contract = first_of(Contract) or active_contract(active_customer(people.rep1))
    order = first_of(Order) or confirmed_order(contract.customer, contract=contract)
    clones(order, number, status=Order.Status.CLOSED, demand=None, contract=clones(contract, number))


@due("plan-backfill", lambda: timezone.now() + dt.timedelta(days=30))
def plans_without_a_form(people, number):
    made = first_of(PlanRelease) or make.draft_plan(people)
    about = {"verbal_notice_at": timezone.now(), "verbal_notice_by": people.rep1, "form_due_at": timezone.now()}
    clones(made, number, **about)


@due("broken-promises")
def promises_that_ran_out(people, number):
    for _each in range(number):
        customer = active_customer(people.rep1)
        late = today() - dt.timedelta(days=40)
        posted_invoice(customer, "1000.00", date=late, due_date=late)
        day = today() - dt.timedelta(days=1)
        log_action(customer.pk, people.rep1, date=day, way="call", measure="催款", cause="short", promised_on=day)


@due("warning-line")
def customers_over_their_line(people, number):
    for _each in range(number):
        posted_invoice(active_customer(people.rep1, grade="D"), "150000.01")


@due("monthly-account-tasks")
def accounts_of_a_month(people, number):
    for _each in range(number):
        posted_invoice(active_customer(people.rep1), "100.00", date=today().replace(day=1) - dt.timedelta(days=9))


@due("receivables-overdue", lambda: timezone.now() + dt.timedelta(days=300))
def invoices_past_their_day(people, number):
    for _each in range(number):
        posted_invoice(active_customer(people.rep1), "100.00")


@due("approvals-overdue")
def steps_that_wait(people, number):
    for _each in range(number):
        submit(quote(active_customer(people.rep1)), people.rep1)
    ApprovalStep.objects.update(opened_at=timezone.now() - dt.timedelta(days=30))


@due("assessments-of-month", lambda: at(today().replace(day=1), dt.time(7)))
def people_to_be_assessed(people, number):
    for _each in range(number):
        UserFactory(roles=["rep"], unit=people.rep1.unit, superior=people.rep1.superior)


def reps_with_an_account(people, number):
    for _each in range(number):
        rep = UserFactory(roles=["rep"], unit=people.rep1.unit, superior=people.rep1.superior)
        posted_invoice(active_customer(rep), "100.00")


@due("collection-reports", lambda: at(today() + dt.timedelta(days=7 - today().weekday()), dt.time(7)))
def reps_whose_report_is_due(people, number):
    reps_with_an_account(people, number)


@due("new-customer-year", lambda: at(dt.date(today().year, 1, 1), dt.time(3)))
def reps_whose_year_is_closed(people, number):
    reps_with_an_account(people, number)


def statements_of(key, moment):
    with CaptureQueriesContext(connection) as asked:
        made = registry.periodic_job(key).run(moment)
    return len(asked), made


@pytest.mark.django_db
@pytest.mark.parametrize("key", MAKERS)
def test_ten_more_rows_cost_a_job_at_most_one_more_statement(people, key):
    maker, moment = MAKERS[key]
    maker(people, FEW)
    few, made = statements_of(key, moment())
    assert made >= FEW
    maker(people, MANY)
    many, made = statements_of(key, moment())
    assert made >= MANY
    assert list(QueueFault.objects.values_list("reason", flat=True)) == []
    assert many - few <= MANY / PER_STATEMENT, f"{few} statements for a few, {many} for many"


@pytest.mark.django_db
def test_a_collection_report_asks_as_much_for_many_payments_as_for_a_few(people):
    customer, counts = active_customer(people.rep1), []
    for number in (FEW, MANY):
        for _each in range(number):
            recorded_payment(customer, "10.00")
        with CaptureQueriesContext(connection) as asked:
            report = draft_report(people.rep1, today(), today())
        counts.append(len(asked))
        assert report.payments.count() >= number
        move(report, CollectionReport.Status.DISCARDED, None)
    assert counts[1] <= counts[0]


@pytest.mark.django_db
def test_orders_that_close_together_are_told_and_recorded_each(people):
    orders_that_are_done(people, 3)
    lacking = Order.objects.filter(status=Order.Status.ACCEPTED).first()
    assert registry.periodic_job("orders-to-close").run(timezone.now()) == 3
    closed = Order.objects.filter(status=Order.Status.CLOSED)
    entries = AuditEntry.objects.filter(to_status="closed", content_type__model="order")
    assert set(entries.values_list("object_id", flat=True)) == set(closed.values_list("pk", flat=True))
    assert {(entry.from_status, entry.actor) for entry in entries} == {("accepted", None)}
    assert lacking.pk in set(closed.values_list("pk", flat=True))


class Killed(BaseException):
    """What no job catches: the worker ends."""


@pytest.mark.django_db(transaction=True)
def test_a_job_that_is_killed_keeps_its_batches_and_goes_on(people, monkeypatch):
    """The first batch is committed, the second is undone, the job is due still and nobody holds its lock."""
    orders_that_are_done(people, 5)
    PeriodicState.objects.all().delete()
    monkeypatch.setattr(faults.in_batches, "__defaults__", (str, 2))
    closed, done = Order.objects.filter(status=Order.Status.CLOSED), []

    def kill_in_the_second(messages):
        done.append(len(messages))
        if len(done) == 2:
            raise Killed

    monkeypatch.setattr(
        "orders.order.closing.registry.tell", lambda kind, name, rows, **about: kill_in_the_second(rows)
    )
    with pytest.raises(Killed):
        periodic.run_job("orders-to-close")
    assert (closed.count(), PeriodicRun.objects.count()) == (2, 0)
    assert PeriodicState.objects.get(key="orders-to-close").last_slot is None
    monkeypatch.undo()
    (run,) = periodic.run_job("orders-to-close")
    assert (run.error, run.made, closed.count()) == ("", 3, 5)
    assert periodic.run_job("orders-to-close") == []


@pytest.mark.django_db(transaction=True)
def test_a_batch_with_a_bad_row_costs_no_other_row(people):
    orders_that_are_done(people, 3)
    bad = Order.objects.filter(status=Order.Status.ACCEPTED).last()

    def act(orders):
        assert transaction.get_connection().in_atomic_block
        Notice.objects.bulk_create(Notice(user=people.rep1, subject=order.number) for order in orders)
        if bad in orders:
            raise ValueError("this one is broken")
        return len(orders)

    orders = list(Order.objects.filter(status=Order.Status.ACCEPTED))
    assert faults.in_batches("trial", orders, act) == 2
    assert set(Notice.objects.values_list("subject", flat=True)) == {each.number for each in orders if each != bad}
    assert QueueFault.objects.get().object_id == bad.pk
    assert faults.in_batches("trial", [], act) == 0
    assert not QueueFault.objects.exists()


@pytest.mark.django_db
def test_a_job_in_batches_tells_each_to_do_as_a_single_one_would(people):
    visits_without_a_report(people, 2)
    registry.periodic_job("visit_report").run(timezone.now())
    tasks = Task.objects.filter(kind="visit_report")
    assert tasks.count() == 3
    told = Notice.objects.filter(key__in=[f"task-{task.pk}" for task in tasks])
    assert {(notice.user, notice.subject) for notice in told} == {(task.person, task.subject) for task in tasks}
    assert {notice.due_at for notice in told} == {at(today(), dt.time(23, 59))}
