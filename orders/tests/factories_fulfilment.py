"""Plans, productions, stock and deliveries for the tests of this app and of performance.

Each walks the real road through the domain functions, so that what a test starts from could have happened.
"""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from contracts.tests.factories import pdf_file
from orders.delivery import dispatch as delivery_dispatch
from orders.dispatch_check.checking import check_dispatch, planned_lines
from orders.handover import receiving as delivery_handover
from orders.inspection import result as inspection_result
from orders.plan import release as plan_release
from orders.plan.models import PlanRelease
from orders.production import run as production_run
from orders.production.models import Production
from orders.stock import entry as stock_entry
from orders.tests.factories import confirmed_order
from salesmgmt.core.domain import approvals


def draft_plan(people, order=None, **fields):
    """A complete draft by the owner of the order's customer."""
    order = order or confirmed_order(owner=people.rep1, **fields)
    plan = plan_release.draft_plan(order.pk, order.customer.owner)
    plan.lines.update(quality_requirement="按出厂检验标准")
    return plan


def submitted_plan(people, order=None):
    plan = draft_plan(people, order)
    approvals.submit(plan, plan.created_by)
    plan.refresh_from_db()
    return plan


def released_plan(people, order=None):
    plan = submitted_plan(people, order)
    approvals.approve(approvals.open_steps_of(plan).get().pk, people.director)
    return PlanRelease.objects.get(pk=plan.pk)


def production_of(plan):
    return Production.objects.get(plan_line__plan=plan)


def finished_production(people, plan=None):
    """Started and wholly finished: an inspection waits."""
    production = production_of(plan or released_plan(people))
    production_run.start_production(production.pk, people.production)
    production_run.report_progress(production.pk, people.production, production.quantity)
    production.refresh_from_db()
    return production


def stocked_order(people, order=None, passed=None):
    """An order whose goods are inspected and in stock (``passed`` of them, all without)."""
    production = finished_production(people, released_plan(people, order))
    inspection = production.inspections.get()
    passed = production.quantity if passed is None else Decimal(passed)
    inspection_result.record_inspection(
        inspection.pk, people.quality, quantity_passed=passed, standard="Q/01", findings="尺寸超差"
    )
    stock_entry.enter_stock(inspection.pk, people.warehouse)
    production.order.refresh_from_db()
    return production.order


def stocked_order_from(people, plan):
    """The order of a submitted plan, signed, made, inspected and in stock, however many lines it has."""
    approvals.approve(approvals.open_steps_of(plan).get().pk, people.director)
    for production in Production.objects.filter(plan_line__plan=plan):
        production_run.start_production(production.pk, people.production)
        production_run.report_progress(production.pk, people.production, production.quantity)
        inspection = production.inspections.get()
        inspection_result.record_inspection(
            inspection.pk, people.quality, quantity_passed=inspection.quantity, standard="Q/01"
        )
        stock_entry.enter_stock(inspection.pk, people.warehouse)
    plan.order.refresh_from_db()
    return plan.order


def draft_delivery(people, order=None, check=True):
    """A complete draft, checked against its plan."""
    order = order or stocked_order(people)
    note = delivery_dispatch.draft_delivery(order.pk, order.customer.owner)
    note.place, note.contact, note.phone = "重庆市渝北区工厂", "王芳", "13800000000"
    note.save(update_fields=["place", "contact", "phone"])
    return checked(note) if check else note


def checked(note):
    """Every plan line of a draft note found as planned."""
    found = {row.plan_line.pk: ("ok", "", "") for row in planned_lines(note)}
    return check_dispatch(note.pk, note.customer.owner, found) if found else note


def issued_delivery(people, order=None):
    note = draft_delivery(people, order)
    return delivery_dispatch.issue_delivery(note.pk, note.customer.owner)


def travelling_delivery(people, order=None):
    note = issued_delivery(people, order)
    delivery_dispatch.issue_stock(note.pk, people.warehouse)
    return delivery_dispatch.depart(
        note.pk,
        people.logistics,
        driver="张师傅",
        driver_phone="13900000000",
        vehicle="渝A12345",
        expected_at=timezone.now() + dt.timedelta(hours=20),
    )


def delivered_note(people, order=None):
    note = travelling_delivery(people, order)
    return delivery_dispatch.arrive(note.pk, people.logistics)


def signed_delivery(people, order=None, receipt=True, accepted=None, at_once=True):
    """Signed by the customer, who accepts the goods at once; with his receipt document it is billable."""
    note = delivered_note(people, order)
    owner = note.customer.owner
    quantities = {} if accepted is None else {note.lines.get().pk: Decimal(accepted)}
    delivery_handover.record_signature(
        note.pk,
        owner,
        receiver="李收货",
        signed_at=timezone.now(),
        accepted=quantities,
        scan=pdf_file("signed.pdf"),
        difference_note="少一件" if accepted is not None else "",
        accepted_at_once=at_once,
    )
    if receipt:
        delivery_handover.record_receipt(note.pk, owner, reference="RK-1", file=pdf_file("receipt.pdf"))
    note.refresh_from_db()
    return note
