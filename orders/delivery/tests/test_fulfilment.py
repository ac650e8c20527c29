"""Plan release, production, inspection, delivery: the road, each guard, each person who may not."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from contracts.tests.factories import pdf_file
from orders.delivery import dispatch as delivery_dispatch
from orders.delivery.models import DeliveryNote, StockIssue
from orders.handover import receiving as delivery_handover
from orders.handover.clock import alert_missing_formalities
from orders.inspection import result as inspection_result
from orders.inspection.models import Inspection
from orders.plan import release as plan_release
from orders.plan.clock import alert_missing_forms
from orders.plan.models import PlanRelease, PlanReleaseLine
from orders.production import run as production_run
from orders.production.models import Production
from orders.stock import entry as stock_entry
from orders.tests import factories_fulfilment as make
from orders.tests.factories import confirmed_order, draft_order
from salesmgmt.core.calendar import at, today
from salesmgmt.core.domain import approvals, notices
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import AuditEntry, DepartmentNotice, Notice
from salesmgmt.core.permissions import Role
from salesmgmt.core.tests.factories import UserFactory, company

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return company()


def sign(plan, user):
    return approvals.approve(approvals.open_steps_of(plan).get().pk, user)


# -- plan release


def test_production_exists_only_through_a_released_plan(people):
    """PRD-01: a confirmed order alone starts nothing; the form does. Samples too."""
    for kind in ("contract", "sample"):
        order = confirmed_order(owner=people.rep1, kind=kind)
        plan = make.submitted_plan(people, order)
        assert not Production.objects.filter(order=order).exists()
        sign(plan, people.director)
        assert Production.objects.filter(order=order).count() == 1
    assert PlanRelease.objects.get(order=order).kind == "sample"


def test_a_plan_is_refused_for_an_order_that_is_not_confirmed(people):
    """PRD-01."""
    order = draft_order(make.confirmed_order(owner=people.rep1).customer)
    with pytest.raises(BusinessError, match="”，只有已确认的订单才能下达计划"):
        plan_release.draft_plan(order.pk, people.rep1)
    assert not PlanRelease.objects.filter(order=order).exists()


@pytest.mark.parametrize("who", ["rep1", "supervisor", "manager", "finance", "production", "planner", "admin"])
def test_nobody_but_the_head_of_sales_signs(people, who):
    """PRD-04."""
    plan = make.submitted_plan(people)
    with pytest.raises(PermissionDenied, match="该步骤不由您审批"):
        sign(plan, getattr(people, who))
    plan.refresh_from_db()
    assert (plan.status, plan.released_by) == ("submitted", None)
    assert not Production.objects.exists()


@pytest.mark.parametrize("who", ["director", "gm"])
def test_the_head_of_sales_or_the_general_manager_signs(people, who):
    """PRD-04."""
    plan = make.submitted_plan(people)
    sign(plan, getattr(people, who))
    plan.refresh_from_db()
    assert (plan.status, plan.released_by) == ("released", getattr(people, who))


def test_departments_see_the_form_only_after_release_and_are_asked_to_acknowledge(people):
    """PRD-04, DOC-03."""
    plan = make.submitted_plan(people)
    readers = [people.production, people.quality, people.purchasing, people.logistics, people.warehouse]
    assert [PlanRelease.objects.visible_to(reader).count() for reader in readers] == [0] * 5
    sign(plan, people.director)
    assert [PlanRelease.objects.visible_to(reader).count() for reader in readers] == [1] * 5
    assert sorted(DepartmentNotice.objects.values_list("role", flat=True)) == ["log", "prod", "pur", "qa", "wh"]


def test_a_second_form_for_the_same_line_is_refused(people):
    """PRD-03: the form is the only instruction; the database says so too."""
    first = make.submitted_plan(people)
    second = plan_release.draft_plan(first.order_id, people.rep1)
    second.lines.update(quality_requirement="按标准")
    sign(first, people.director)
    with pytest.raises(BusinessError, match="已有下达的计划。销售计划下达表是唯一指令"):
        approvals.submit(second, people.rep1)
    with pytest.raises(BusinessError, match="的各行都已有下达的计划"):
        plan_release.draft_plan(first.order_id, people.rep1)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanReleaseLine.objects.filter(plan=second).update(is_active=True)
    second.refresh_from_db()
    assert second.status == "draft"


def test_a_form_with_too_much_or_without_requirement_is_not_submitted(people):
    """PRD-03."""
    plan = make.draft_plan(people)
    plan.lines.update(quality_requirement="")
    with pytest.raises(BusinessError, match="缺少质量要求"):
        approvals.submit(plan, people.rep1)
    plan.lines.update(quality_requirement="按标准", quantity=10**6)
    with pytest.raises(BusinessError, match="超过订购数量"):
        approvals.submit(plan, people.rep1)
    plan.refresh_from_db()
    assert plan.status == "draft"


def test_a_department_told_orally_reads_what_it_was_told_and_the_form_only_once_it_is_signed(client, people):
    """PRD-04: neither the draft nor what waits for the signature, on no page and by no link of the notice."""
    plan = make.draft_plan(people)
    plan_release.give_oral_notice(plan.pk, people.rep1, departments=["prod"], content="急件先备料")
    notice = DepartmentNotice.objects.get(role="prod")
    client.force_login(people.production)
    link, paper = plan.get_absolute_url(), reverse("plan-release-pdf", args=[plan.pk])
    box = f"{reverse('notices')}?box=department"

    def answers():
        return [client.get(address).status_code for address in (link, paper)]

    assert answers() == [404, 404]
    assert "急件先备料" in client.get(box).content.decode()
    assert Notice.objects.get(user=people.production).url == box
    opened = client.get(reverse("hand-over-open", args=[notice.pk]))
    assert opened["Location"] == box
    notices.acknowledge(notice.pk, people.production)
    approvals.submit(plan, people.rep1)
    assert answers() == [404, 404]
    assert not PlanRelease.objects.visible_to(people.production).exists()
    sign(plan, people.director)
    assert answers() == [200, 200]
    assert client.get(reverse("hand-over-open", args=[notice.pk]))["Location"] == link


def test_an_oral_notice_starts_the_clock_and_tells_the_departments(people):
    """PRD-02."""
    plan = make.draft_plan(people)
    given = timezone.now() - dt.timedelta(hours=1)
    with pytest.raises(PermissionDenied, match="销售计划下达表在草稿状态下由负责的销售代表口头通知一次"):
        plan_release.give_oral_notice(plan.pk, people.rep2, departments=["prod"], content="急", given_at=given)
    plan_release.give_oral_notice(plan.pk, people.rep1, departments=["prod"], content="急", given_at=given)
    plan.refresh_from_db()
    assert plan.form_due_at - plan.verbal_notice_at == dt.timedelta(hours=24)
    assert list(DepartmentNotice.objects.values_list("role", flat=True)) == ["prod"]


def test_the_head_of_sales_is_alerted_once_when_the_form_is_missing_after_24_hours(people):
    """PRD-02, J02."""
    plan = make.draft_plan(people)
    plan_release.give_oral_notice(plan.pk, people.rep1, departments=["prod"], content="急")
    plan.refresh_from_db()
    assert alert_missing_forms(plan.form_due_at - dt.timedelta(minutes=1)) == 0
    assert alert_missing_forms(plan.form_due_at) == 1
    assert alert_missing_forms(plan.form_due_at + dt.timedelta(days=1)) == 0
    assert Notice.objects.filter(user=people.director, key=f"plan-form-{plan.pk}").count() == 1


def test_a_revision_replaces_the_form_and_takes_over_what_is_under_way(people):
    """CHG-05, PRD-03: one active line per order line, the production goes on."""
    plan = make.released_plan(people)
    production = make.production_of(plan)
    production_run.start_production(production.pk, people.production)
    order_line = plan.lines.get().order_line
    order_line.quantity += 20
    order_line.save(update_fields=["quantity"])
    new = plan_release.revise_plan(plan.pk, people.rep1)
    approvals.submit(new, people.rep1)
    sign(new, people.director)
    plan.refresh_from_db()
    new.refresh_from_db()
    production.refresh_from_db()
    assert (plan.status, new.status, new.revision) == ("superseded", "in_progress", 2)
    assert (production.plan_line.plan, production.quantity) == (new, order_line.quantity)
    assert PlanReleaseLine.objects.filter(is_active=True).count() == 1


# -- production and inspection


def test_the_start_of_production_is_recorded_and_known_to_the_contract(people):
    """PRD-09."""
    plan = make.released_plan(people)
    contract, production = plan.order.contract, make.production_of(plan)
    assert production_run.production_started(contract) is False
    with pytest.raises(PermissionDenied, match="生产由受理部门开始"):
        production_run.start_production(production.pk, people.rep1)
    production_run.start_production(production.pk, people.production)
    production.refresh_from_db()
    plan.order.refresh_from_db()
    assert production.started_at is not None
    assert production_run.production_started(contract) is True
    assert contract.production_started is True
    assert plan.order.status == "in_production"


def test_production_of_a_cancelled_plan_does_not_start(people):
    """PRD-03."""
    plan = make.released_plan(people)
    with pytest.raises(PermissionDenied, match="已下达的计划由销售部负责人取消，草稿由负责的销售代表取消"):
        plan_release.cancel_plan(plan.pk, people.rep1, "客户取消")
    plan_release.cancel_plan(plan.pk, people.director, "客户取消")
    with pytest.raises(BusinessError, match="“已取消”，不能变为“生产中”"):
        production_run.start_production(make.production_of(plan).pk, people.production)


def test_progress_never_goes_back_or_beyond_the_quantity(people):
    production = make.production_of(make.released_plan(people))
    production_run.start_production(production.pk, people.production)
    production_run.report_progress(production.pk, people.production, Decimal(4), "缺料")
    for wrong, reason in ((3, "请填写累计完成数量"), (11, "计划数量为 10，不能报 11"), (-1, "请填写累计完成数量")):
        with pytest.raises(BusinessError, match=reason):
            production_run.report_progress(production.pk, people.production, Decimal(wrong))
    production.refresh_from_db()
    assert production.quantity_done == 4
    assert Notice.objects.filter(user=people.rep1, body="缺料").count() == 1


def test_only_the_quality_department_decides_an_inspection_and_a_failure_goes_to_rework(people):
    """QC-02."""
    production = make.finished_production(people)
    inspection = production.inspections.get()
    assert inspection.standard == production.plan_line.quality_requirement
    for who in (people.production, people.warehouse, people.rep1, people.director):
        with pytest.raises(PermissionDenied, match="待检的货物由品质部判定"):
            inspection_result.record_inspection(inspection.pk, who, quantity_passed=Decimal(10), standard="Q/01")
    with pytest.raises(BusinessError, match="请说明不合格情况"):
        inspection_result.record_inspection(inspection.pk, people.quality, quantity_passed=Decimal(8), standard="Q/01")
    inspection_result.record_inspection(
        inspection.pk, people.quality, quantity_passed=Decimal(8), standard="Q/01", findings="裂纹"
    )
    production.refresh_from_db()
    assert production.status == "rework"
    production_run.finish_rework(production.pk, people.production)
    again = Inspection.objects.get(production=production, status="pending")
    assert again.quantity == 2


def test_rework_ends_though_what_failed_was_scrapped(people):
    """QC-02: nothing is left to inspect."""
    production = make.finished_production(people)
    inspection = production.inspections.get()
    inspection_result.record_inspection(
        inspection.pk, people.quality, quantity_passed=Decimal(8), standard="Q/01", findings="裂纹"
    )
    inspection_result.close_inspection(inspection.pk, people.gm, "报废两件")
    production_run.finish_rework(production.pk, people.production)
    production.refresh_from_db()
    assert (production.status, production.inspections.count()) == ("completed", 1)


def test_who_found_the_fault_does_not_let_the_goods_pass(people):
    """QC-03, SEC-04: a second person of quality does, and where there is none, his superior."""
    inspection = make.finished_production(people).inspections.get()
    inspection_result.record_inspection(
        inspection.pk, people.quality, quantity_passed=Decimal(8), standard="Q/01", findings="裂纹"
    )
    for person in (people.quality, people.production, people.director):
        with pytest.raises(
            PermissionDenied, match="因此由Gm审批" if person == people.quality else "不合格品由品质部另一人放行"
        ):
            inspection_result.close_inspection(inspection.pk, person, "让步接收")
    inspection.refresh_from_db()
    assert (inspection.status, inspection.corrective_action) == ("failed", "")
    second = UserFactory(username="quality2", roles=[Role.QA])
    inspection_result.close_inspection(inspection.pk, second, "让步接收")
    inspection.refresh_from_db()
    assert (inspection.status, inspection.corrective_action) == ("closed", "让步接收")


def test_only_what_passed_is_entered_into_stock_and_only_by_the_warehouse(people):
    """QC-02."""
    inspection = make.finished_production(people).inspections.get()
    inspection_result.record_inspection(
        inspection.pk, people.quality, quantity_passed=Decimal(8), standard="Q/01", findings="裂纹"
    )
    with pytest.raises(PermissionDenied, match="检验合格的货物由库房入库"):
        stock_entry.enter_stock(inspection.pk, people.quality)
    with pytest.raises(BusinessError, match="合格数量中还有"):
        stock_entry.enter_stock(inspection.pk, people.warehouse, Decimal(9))
    stock_entry.enter_stock(inspection.pk, people.warehouse)
    with pytest.raises(BusinessError, match="合格数量已全部入库"):
        stock_entry.enter_stock(inspection.pk, people.warehouse)
    assert stock_entry.entered_quantity(inspection) == 8


# -- delivery


def test_98_of_100_passed_may_leave_and_99_may_not(people):
    """QC-02, DLV-01."""
    order = confirmed_order(owner=people.rep1)
    order.lines.update(quantity=100)
    make.stocked_order(people, order, passed=98)
    note = make.draft_delivery(people, order)
    note.lines.update(quantity=99)
    with pytest.raises(BusinessError, match="已检验入库可用"):
        delivery_dispatch.issue_delivery(note.pk, people.rep1)
    note.refresh_from_db()
    assert note.status == "draft"
    note.lines.update(quantity=98)
    make.checked(note)
    assert delivery_dispatch.issue_delivery(note.pk, people.rep1).status == "issued"
    with pytest.raises(BusinessError, match="还没有检验合格入库的产品"):
        delivery_dispatch.draft_delivery(order.pk, people.rep1)


def test_goods_without_a_released_plan_are_not_issued(people):
    """PRD-03."""
    note = make.draft_delivery(people)
    PlanReleaseLine.objects.update(is_active=False)
    with pytest.raises(BusinessError, match="不在任何已下达的计划中"):
        delivery_dispatch.issue_delivery(note.pk, people.rep1)


def test_goods_do_not_travel_before_the_warehouse_let_them_go(people):
    """DLV-01."""
    note = make.issued_delivery(people)
    with pytest.raises(BusinessError, match="“已开具”，不能变为“运输中”"):
        delivery_dispatch.depart(note.pk, people.logistics, expected_at=None)
    for who in (people.rep1, people.logistics):
        with pytest.raises(PermissionDenied, match="货物只能由库房凭已签发的送货单出库"):
            delivery_dispatch.issue_stock(note.pk, who)
    assert not StockIssue.objects.exists()
    delivery_dispatch.issue_stock(note.pk, people.warehouse)
    expected = timezone.now() + dt.timedelta(hours=3)
    with pytest.raises(BusinessError, match="请填写司机"):
        delivery_dispatch.depart(note.pk, people.logistics, expected_at=expected)
    with pytest.raises(BusinessError, match="预计到达客户处的时间"):
        delivery_dispatch.depart(note.pk, people.logistics, driver="张", expected_at=None)
    left = delivery_dispatch.depart(note.pk, people.logistics, driver="张", expected_at=expected)
    assert (left.status, left.expected_at) == ("in_transit", expected)


def test_an_issued_note_has_exactly_three_copies(people):
    """DLV-02."""
    note = make.issued_delivery(people)
    assert [copy.destination for copy in note.copies.all()] == ["retained", "customer", "warehouse"]


@pytest.mark.parametrize("before", [dt.timedelta(minutes=1), dt.timedelta(days=1), -dt.timedelta(hours=1)])
def test_a_signature_before_the_delivery_or_in_the_future_is_refused(people, before):
    """DLV-03"""
    note = make.delivered_note(people)
    with (
        translation.override("en"),
        pytest.raises(BusinessError, match="The signature lies between the delivery and now"),
    ):
        delivery_handover.record_signature(
            note.pk,
            people.rep1,
            receiver="李收货",
            signed_at=note.delivered_at - before,
            accepted={},
            scan=pdf_file("signed.pdf"),
        )
    note.refresh_from_db()
    assert (note.status, note.signed_at, note.receiver) == ("delivered", None, "")
    assert note.lines.get().accepted_quantity is None


def test_a_signature_needs_receiver_and_scan(people):
    """DLV-03."""
    note = make.delivered_note(people)
    now = timezone.now()
    for receiver, scan in (("", pdf_file("a.pdf")), ("李收货", None)):
        with pytest.raises(BusinessError, match="请填写收货人姓名|请上传签收的送货单扫描件"):
            delivery_handover.record_signature(
                note.pk, people.rep1, receiver=receiver, signed_at=now, accepted={}, scan=scan
            )
    with pytest.raises(PermissionDenied, match="货物送达后，由负责该客户的销售代表登记签收"):
        delivery_handover.record_signature(
            note.pk, people.rep2, receiver="李", signed_at=now, accepted={}, scan=pdf_file("a.pdf")
        )
    note.refresh_from_db()
    assert (note.status, note.receiver) == ("delivered", "")


def test_less_accepted_than_delivered_opens_a_difference_that_must_be_settled(people):
    """DLV-03."""
    note = make.signed_delivery(people, accepted=9)
    assert note.status == "difference"
    with pytest.raises(BusinessError, match="请说明与客户商定的处理办法"):
        delivery_handover.settle_difference(note.pk, people.rep1, " ")
    assert delivery_handover.settle_difference(note.pk, people.rep1, "补发一件").status == "signed"


def test_a_signed_note_without_the_customers_receipt_is_listed_and_not_billable(people):
    """DLV-06."""
    note = make.signed_delivery(people, receipt=False)
    assert list(DeliveryNote.objects.receipt_missing()) == [note]
    assert not DeliveryNote.objects.billable().exists()
    delivery_handover.record_receipt(note.pk, people.rep1, reference="RK-1", file=pdf_file("r.pdf"))
    assert list(DeliveryNote.objects.billable()) == [note]
    assert not DeliveryNote.objects.receipt_missing().exists()
    notices = DepartmentNotice.objects.filter(object_id=note.pk, content_type__model="deliverynote")
    assert {"fin", "wh"} <= set(notices.values_list("role", flat=True))


@pytest.mark.parametrize(("clock", "late"), [("14:00:59", False), ("14:01:00", True)])
def test_formalities_delivered_at_14_are_in_time_until_14_of_the_next_day(client, people, clock, late):
    """DLV-05: by the action itself, on the page, and in the alert to rep and head."""
    day = today() - dt.timedelta(days=1)
    with time_machine.travel(at(day, dt.time(9)), tick=False):
        note = make.travelling_delivery(people)
    with time_machine.travel(at(day, dt.time(14, 0, 20)), tick=False):
        note = delivery_dispatch.arrive(note.pk, people.logistics)
    done = at(day + dt.timedelta(days=1), dt.time.fromisoformat(clock))
    with time_machine.travel(done, tick=False):
        assert alert_missing_formalities(done) == (2 if late else 0)
        with pytest.raises(BusinessError, match="in writing|书面"):
            delivery_handover.complete_formalities(note.pk, people.rep1)
        note.refresh_from_db()
        assert note.formalities_done_at is None
        delivery_handover.complete_formalities(note.pk, people.rep1, delay_reason="客户盘点")
        note.refresh_from_db()
        assert note.formalities_late is late
        client.force_login(people.rep1)
        page = client.get(note.get_absolute_url(), headers={"accept-language": "zh-hans"})
    assert ("超时" in page.content.decode()) is late


def test_formalities_on_a_later_day_need_the_reason_and_after_24_hours_are_late(people):
    """DLV-05."""
    note = make.delivered_note(people)
    with time_machine.travel(note.delivered_at + dt.timedelta(hours=25), tick=False):
        with pytest.raises(BusinessError, match="“立即”指当日：请书面说明延迟的客观原因"):
            delivery_handover.complete_formalities(note.pk, people.rep1)
        with pytest.raises(PermissionDenied, match="货物送达后的手续由负责该客户的销售代表办理，且只办理一次"):
            delivery_handover.complete_formalities(note.pk, people.logistics, delay_reason="x")
        delivery_handover.complete_formalities(note.pk, people.rep1, delay_reason="客户盘点")
    note.refresh_from_db()
    assert (note.formalities_late, note.delay_reason) == (True, "客户盘点")


def test_overdue_formalities_are_told_once_to_rep_and_head(people):
    """DLV-05, J03."""
    note = make.delivered_note(people)
    assert alert_missing_formalities(note.formalities_due_at) == 0
    late = note.formalities_due_at + dt.timedelta(minutes=1)
    assert alert_missing_formalities(late) == 2
    assert alert_missing_formalities(late) == 0


def test_a_note_closes_only_when_everything_is_back(people):
    """DLV-02, DLV-05, DLV-06."""
    note = make.signed_delivery(people)
    with pytest.raises(BusinessError, match="交、验货手续尚未办完。 库房尚未登记收回回单联"):
        delivery_handover.close_delivery(note.pk, people.rep1)
    delivery_handover.complete_formalities(note.pk, people.rep1)
    with pytest.raises(PermissionDenied, match="货物送达后，由库房登记其联回收，且只登记一次"):
        delivery_handover.return_copy(note.pk, people.rep1)
    delivery_handover.return_copy(note.pk, people.warehouse)
    assert delivery_handover.close_delivery(note.pk, people.rep1).status == "closed"


def test_the_order_follows_its_goods_to_the_end(people):
    note = make.signed_delivery(people)
    note.order.refresh_from_db()
    assert note.order.status == "accepted"
    entries = AuditEntry.objects.filter(object_id=note.order_id, content_type__model="order", action="status")
    assert [entry.to_status for entry in entries.order_by("pk")] == [
        "planned",
        "in_production",
        "ready",
        "delivered",
        "accepted",
    ]


def test_departments_see_deliveries_only_once_they_are_issued(people):
    note = make.draft_delivery(people)
    assert not DeliveryNote.objects.visible_to(people.warehouse).exists()
    delivery_dispatch.issue_delivery(note.pk, people.rep1)
    assert list(DeliveryNote.objects.visible_to(people.warehouse)) == [note]
    assert not DeliveryNote.objects.visible_to(people.production).exists()
