"""The demo company's plans, productions, inspections and deliveries, in every state."""

import datetime as dt
from contextlib import contextmanager, nullcontext
from decimal import Decimal
from functools import lru_cache
from unittest.mock import patch

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from orders.delivery import dispatch as delivery_dispatch
from orders.dispatch_check.checking import check_dispatch, planned_lines
from orders.handover import receiving as delivery_handover
from orders.inspection import result as inspection_result
from orders.nonconformity import handling as nonconformity
from orders.order.models import Order
from orders.plan import release as plan_release
from orders.plan.models import PlanRelease
from orders.production import delay, opinion, repair
from orders.production import run as production_run
from orders.production.models import Production
from orders.shipment.tracking import record_event
from orders.stock import entry as stock_entry
from salesmgmt.core.demo_clock import at
from salesmgmt.core.domain import approvals
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.output.pdf import render

STANDARD = "Q/JH 02-2024 出厂检验标准"
# How far each order of the list has come; orders beyond the list are delivered and closed.
STOPS = (
    "oral",
    "submitted",
    "released",
    "in_production",
    "inspection",
    "rework",
    "stocked",
    "draft_note",
    "issued",
    "outbound",
    "in_transit",
    "on_road",
    "delivered",
    "partly",
    "signed",
    "plan_cancelled",
    "plan_revised",
    "concession",
    "note_cancelled",
    "difference",
    "billable",
    "confirmed",
)
ROAD = (
    "confirmed",
    "oral",
    "submitted",
    "released",
    "plan_cancelled",
    "plan_revised",
    "in_production",
    "inspection",
    "rework",
    "concession",
    "stocked",
    "draft_note",
    "note_cancelled",
    "issued",
    "outbound",
    "in_transit",
    "on_road",
    "delivered",
    "partly",
    "difference",
    "signed",
    "billable",
    "closed",
)
HOUR = dt.timedelta(hours=1)
# From one stop to the next: most goods come by the promised day, of every seventh order they do not.
USUAL, SLOW = dt.timedelta(hours=27), dt.timedelta(hours=50)
# Older orders are history: they are all delivered.
PAST = dt.timedelta(days=25)


@contextmanager
def gates_of_the_past():
    """Supply control reads the grades and the accounts of its day; for orders of long ago nobody has written those."""
    with patch("orders.plan.release.require_supply"), patch("orders.delivery.dispatch.require_supply"):
        yield


class Trip:
    """One order on its way; each stop happens some hours after the one before, never later than now."""

    def __init__(self, order, stop, company, plan=None):
        self.order, self.stop, self.company, self.plan = order, stop, company, plan
        self.today = timezone.now()
        self.owner = order.customer.owner
        self.clock = order.confirmed_at
        # What is left between confirmation and now, shared by all the stops; of long ago as long as it takes in life.
        left = (timezone.now() - self.clock) / (len(ROAD) + 3)
        self.pace = min(max(left, dt.timedelta(minutes=1)), SLOW if order.pk % 7 == 0 else USUAL)

    def then(self, act, *args, **kwargs):
        self.clock = min(self.clock + self.pace, timezone.now())
        with at(self.clock):
            return act(*args, **kwargs)

    def reaches(self, name):
        return ROAD.index(self.stop) >= ROAD.index(name)

    def go(self):
        """Walk to the stop; supply control may hold the goods on the way, as in life."""
        with gates_of_the_past() if self.order.confirmed_at < timezone.now() - PAST else nullcontext():
            try:
                self._plan()
            except BusinessError as refusal:
                if refusal.remains is not None:
                    refusal.remains()

    def _plan(self):
        if self.stop == "confirmed":
            return
        plan = self.plan or self.then(plan_release.draft_plan, self.order.pk, self.owner)
        plan.lines.filter(quality_requirement="").update(quality_requirement="按出厂检验标准全检")
        if self.stop == "in_production":  # should be finished by now, and is not
            plan.lines.update(due_date=timezone.localdate() - dt.timedelta(days=2))
        if self.stop == "oral":
            self._oral_notice(plan)
            return
        self.then(approvals.submit, plan, self.owner)
        if self.reaches("released"):
            step = approvals.open_steps_of(plan).get()
            self.then(approvals.approve, step.pk, self.company.director, "同意下达")
            self._go_on(plan)

    def _go_on(self, plan):
        """What becomes of a released plan: it is cancelled, revised, or made."""
        if self.stop == "plan_cancelled":
            self.then(plan_release.cancel_plan, plan.pk, self.company.director, "客户暂停该车型，另行通知")
        elif self.stop == "plan_revised":
            newer = self.then(plan_release.revise_plan, plan.pk, self.owner)
            self.then(approvals.submit, newer, self.owner)
            step = approvals.open_steps_of(newer).get()
            self.then(approvals.approve, step.pk, self.company.director, "按新交期下达")
        else:
            self._produce(plan)

    def _oral_notice(self, plan):
        """Told more than a day ago, the form still missing: the clock has run out."""
        self.then(
            plan_release.give_oral_notice,
            plan.pk,
            self.owner,
            departments=["prod", "pur"],
            content="客户急需，请先备料，表单随后补送。",
        )

    def _produce(self, plan):
        if not self.reaches("in_production"):
            return
        for production in Production.objects.filter(plan_line__plan=plan).order_by("pk"):
            self.then(production_run.start_production, production.pk, self.company.production)
            if self.stop == "in_production":
                part = (production.quantity * Decimal("0.6")).quantize(Decimal(1))
                self.then(
                    production_run.report_progress, production.pk, self.company.production, part, "毛坯供应延迟两天"
                )
                self._talk_about(production)
                continue
            self.then(production_run.report_progress, production.pk, self.company.production, production.quantity)
            self._inspect(production)
        if self.reaches("draft_note"):
            self._deliver()

    def _talk_about(self, production):
        """The delay with its new date; what the customer says of it, and the answer."""
        soon = timezone.localdate() + dt.timedelta(days=4)
        makers = self.company.production
        self.then(delay.explain_delay, production.pk, makers, cause="毛坯供应延迟两天", expected_date=soon)
        self.then(opinion.pass_on_opinion, production.pk, self.owner, text="客户要求先发一半，下周三装车")
        message = production.messages.get()
        self.then(opinion.answer_opinion, production.pk, makers, message=message, answer="可以，周二先交 60 %")
        self.then(opinion.pass_on_opinion, production.pk, self.owner, text="客户询问能否改用周转箱包装")

    def _inspect(self, production):
        if self.stop == "inspection":
            return
        if self.stop == "closed" and production.pk % 9 == 0:
            self._inspect_twice(production)
            return
        inspection = production.inspections.get()
        failed = self.stop in ("rework", "concession")
        passed = inspection.quantity - (max(inspection.quantity // 20, 1) if failed else 0)
        findings = "抽检发现装配面划伤，返工后复检" if failed else "全部合格"
        self.then(
            inspection_result.record_inspection,
            inspection.pk,
            self.company.quality,
            quantity_passed=passed,
            standard=STANDARD,
            findings=findings,
        )
        if self.stop == "concession":
            action = "让步接收：划伤面不影响装配，客户质量部书面同意"
            self.then(inspection_result.close_inspection, inspection.pk, self.company.gm, action)
            self._act(inspection)
        if passed:
            self.then(stock_entry.enter_stock, inspection.pk, self.company.warehouse)

    def _act(self, inspection):
        """Production says why it happened and what it does about it."""
        self.then(
            nonconformity.take_action,
            inspection.nonconformity.pk,
            self.company.production,
            severity="minor",
            containment="隔离不合格品，加倍抽检同批",
            cause="周转箱隔板破损，转运时磕碰",
            corrective_action="更换隔板，转运改用专用料架",
        )

    def _inspect_twice(self, production):
        """Failed, acted upon, reworked, passed; verified and mostly closed."""
        inspection, people = production.inspections.get(), self.company
        bad = max(inspection.quantity // 20, 1)
        self.then(
            inspection_result.record_inspection,
            inspection.pk,
            people.quality,
            quantity_passed=inspection.quantity - bad,
            standard=STANDARD,
            findings="装配面有磕碰伤，返工修磨后复检",
        )
        self._act(inspection)
        self.then(production_run.finish_rework, production.pk, people.production)
        again = production.inspections.get(status="pending")
        self.then(
            inspection_result.record_inspection,
            again.pk,
            people.quality,
            quantity_passed=again.quantity,
            standard=STANDARD,
        )
        for each in (inspection, again):
            if each.quantity > bad or each == again:
                self.then(stock_entry.enter_stock, each.pk, people.warehouse)
        found = inspection.nonconformity
        proof = "复检全部合格，连续三批未再出现"
        self.then(nonconformity.verify_action, found.pk, people.quality, helped=True, verification=proof)
        if production.pk % 18:
            self.then(nonconformity.close_nonconformity, found.pk, people.quality)

    def _deliver(self):
        note = self.then(delivery_dispatch.draft_delivery, self.order.pk, self.owner)
        contact = self.order.customer.contacts.first()
        note.place = note.place or self.order.customer.address or "客户工厂仓库"
        note.contact, note.phone = contact.name, contact.phone or "13800000000"
        note.save(update_fields=["place", "contact", "phone"])
        if self.stop == "note_cancelled":
            self.then(delivery_dispatch.cancel_delivery, note.pk, self.owner, "客户要求推迟一周送货")
        if self.stop == "partly":
            for line in note.lines.all():
                line.quantity = max(line.quantity // 2, Decimal(1))
                line.save(update_fields=["quantity"])
        people = self.company
        if self.reaches("issued"):
            self._check(note)
        stops = (
            ("issued", delivery_dispatch.issue_delivery, self.owner, {}),
            ("outbound", delivery_dispatch.issue_stock, people.warehouse, {}),
            ("in_transit", self._depart, people.logistics, {}),
            ("delivered", delivery_dispatch.arrive, people.logistics, {}),
        )
        for name, act, user, extra in stops:
            if not self.reaches(name):
                return
            self.then(act, note.pk, user, **extra)
            if name == "in_transit" and self.stop == "on_road":
                self._trouble(note)
        if self.reaches("difference"):
            self._hand_over(note)

    def _check(self, note):
        """Item by item against the plan; of one note the packing differs, and the customer agreed."""
        differs = self.stop == "issued"
        found = ("difference", "包装由纸箱改为木箱", "客户电话同意") if differs else ("ok", "", "")
        keys = [row.plan_line.pk for row in planned_lines(note)]
        if keys:
            self.then(check_dispatch, note.pk, self.owner, dict.fromkeys(keys, found))

    def _depart(self, pk, user):
        """One load is late on the road; a carrier takes another."""
        by_carrier = self.stop == "on_road"
        return delivery_dispatch.depart(
            pk,
            user,
            carried_by="carrier" if by_carrier else "logistics",
            carrier="顺达物流有限公司" if by_carrier else "",
            driver="李师傅",
            driver_phone="13800138000",
            vehicle="渝A·6T218",
            expected_at=timezone.now() + HOUR if self.stop == "in_transit" else self.today + 20 * HOUR,
        )

    def _trouble(self, note):
        moment = min(self.clock + self.pace, timezone.now())
        self.then(
            record_event,
            note.pk,
            self.company.logistics,
            kind="problem",
            at=moment,
            place="遵义服务区",
            text="高速封路，绕行，预计推迟半天",
            expected_at=self.today + 30 * HOUR,
        )

    def _hand_over(self, note):
        short = self.stop == "difference"
        line = note.lines.first()
        moment = min(self.clock + self.pace, timezone.now())
        self.then(
            delivery_handover.record_signature,
            note.pk,
            self.owner,
            receiver="仓库 王工",
            signed_at=moment,
            accepted={line.pk: line.quantity - 1} if short else {},
            scan=paper(note, "签收单"),
            difference_note="外包装破损，一件拒收" if short else "",
            # Some customers inspect before they accept (orders.acceptance.demo says what became of it).
            accepted_at_once=self.stop in ("billable", "closed") and self.order.pk % 6 != 0,
        )
        if not self.reaches("billable"):
            return
        self.then(
            delivery_handover.record_receipt,
            note.pk,
            self.owner,
            reference=f"RK{note.pk:05d}",
            file=paper(note, "收货单据"),
        )
        if self.stop == "closed":
            reason = "客户仓库周末不办理入库" if self.pace > 8 * HOUR else ""
            self.then(delivery_handover.complete_formalities, note.pk, self.owner, delay_reason=reason or "次日补办")
            self.then(delivery_handover.return_copy, note.pk, self.company.warehouse)
            self.then(delivery_handover.close_delivery, note.pk, self.owner)


def paper(note, name):
    """A small scan of our own making."""
    data = _scan()
    return SimpleUploadedFile(f"{name}-{note.number}.pdf", data, content_type="application/pdf")


@lru_cache(maxsize=1)
def _scan():
    """One picture of a signed paper serves all."""
    return render("orders/delivery/demo_scan.html", {"number": "", "date": timezone.now(), "draft": False})


def build_samples(company):
    """A sample on the road and service parts that were signed for: marked as such, without a receivable (DLV-09)."""
    for kind, stop in (("sample", "in_transit"), ("service_part", "billable")):
        plan = PlanRelease.objects.filter(sample_request__kind=kind, status=PlanRelease.Status.DRAFT).first()
        if plan is not None:
            Trip(Order.objects.select_related("customer__owner").get(pk=plan.order_id), stop, company, plan).go()


def build(company):
    """Take the confirmed orders of the demo company along the road, newest first to the early stops."""
    orders = (
        Order.objects.filter(status=Order.Status.CONFIRMED)
        .select_related("customer__owner")
        .order_by("-confirmed_at", "-pk")
    )
    # The oldest walk first: what a customer was delivered first is his first delivery.
    for number, order in reversed(list(enumerate(orders))):
        Trip(order, STOPS[number] if number < len(STOPS) else "closed", company).go()
    _repairs(company)
    delay.notice_delays(timezone.now())


def _repairs(company):
    """Two repairs of delivered goods: one to begin, one under way."""
    delivered = [Order.Status.DELIVERED, Order.Status.ACCEPTED, Order.Status.CLOSED]
    orders = Order.objects.visible_to(company.production).filter(status__in=delivered).order_by("-pk")
    for place, order in enumerate(orders[:2]):
        job = repair.open_repair(
            order.pk,
            company.production,
            order_line=order.lines.first(),
            quantity=Decimal(1),
            requirement="客户装车后密封处渗油，更换油封并做气密试验",
            planned_date=timezone.localdate() + dt.timedelta(days=5),
        )
        if place:
            production_run.start_production(job.pk, company.production)
