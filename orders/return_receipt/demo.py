"""Returns of the demo company: one in every state, of all five categories."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from customers.complaint_cause.models import ComplaintCause
from orders.delivery.models import DeliveryNoteLine
from orders.invoice.models import Invoice
from orders.return_order import entry, on_site
from orders.return_order.models import ReturnOrder
from orders.return_order.states import CATEGORY_PAPERS, ReturnCategory
from orders.return_receipt import counting, crediting, disposition, replacing
from salesmgmt.core.demo_clock import at
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.attachments import add as add_attachment
from salesmgmt.core.output.pdf import render
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from collections.abc import Callable

HOUR = dt.timedelta(hours=1)
RECENT = dt.timedelta(days=75)
ROAD = (
    "notified",
    "on_site",
    "reason_recorded",
    "list_confirmed",
    "in_transit_back",
    "quality_review",
    "permitted",
    "received",
    "credited",
    "closed",
)
# Stops beside the road, and how far along it they lie.
STANDS_AT = {
    "refused": "quality_review",
    "sent_back": "quality_review",
    "discrepancy": "permitted",
    "to_replace": "received",
    "replacing": "received",
}
OUTCOME = {"to_replace": "repair", "replacing": "replacement"}
# where it stands, category, pieces, days ago, what the customer says, reason
STOPS = (
    ("notified", "2", 3, 0, "装配线反映有 3 件孔位偏差，请今天到场。", ""),
    ("on_site", "1", 2, 1, "型号与订单不符，未入库。", ""),
    ("reason_recorded", "3", 4, 2, "换型后库存件不再使用。", "产品换型，旧状态件积压超过半年。"),
    ("list_confirmed", "5", 2, 3, "市场三包件一批，请来清点。", "售后件，用户使用中渗油。"),
    ("in_transit_back", "2", 3, 4, "装配时发现螺纹不合格。", "螺纹通规不过，共 3 件。"),
    ("quality_review", "2", 5, 5, "装配时发现裂纹。", "焊缝处有裂纹，怀疑材料问题。"),
    ("permitted", "4", 6, 6, "工厂搬迁，库存件退回。", "客户停产转产，按协议退回未用件。"),
    ("refused", "2", 2, 7, "使用中断裂。", "断口为过载断裂。"),
    ("sent_back", "5", 1, 12, "三包件一件。", "超出质保期。"),
    ("discrepancy", "5", 4, 8, "三包件四件。", "密封处渗油。"),
    ("received", "2", 4, 9, "装配面划伤。", "运输中磕碰，装配面划伤。"),
    ("credited", "1", 2, 11, "多发两件。", "送货数量多于要货。"),
    ("closed", "3", 5, 20, "清理库存。", "状态不符，库存超过一年。"),
    ("to_replace", "5", 2, 10, "三包件两件，要求修复后返还。", "密封圈老化渗油，可修复。"),
    ("replacing", "2", 3, 13, "装配时发现孔径超差。", "孔径超差 0.05，要求换货。"),
    ("cancelled", "4", 2, 15, "关闭分厂，拟退货。", ""),
)


def build(company: Any) -> None:
    """Every return takes goods of another delivery signed in the last weeks."""
    since = timezone.now() - RECENT
    lines = DeliveryNoteLine.objects.filter(accepted_quantity__gte=8, note__signed_at__gte=since)
    drafted = Invoice.objects.filter(status=Invoice.Status.DRAFT, bills_delivery=True).values("lines__delivery_line")
    lines = lines.exclude(pk__in=drafted.exclude(lines__delivery_line=None))
    free = list(lines.select_related("note__customer__owner", "product").order_by("note__signed_at", "pk"))
    for stop in STOPS:
        started = timezone.now() - dt.timedelta(days=stop[3]) - 20 * HOUR
        line = next((each for each in free if each.note.signed_at < started), None)
        if line is not None:
            free.remove(line)
            _Trip(company, line, started, *stop).go()


class _Trip:
    """One return on its way; every act an hour or two after the one before."""

    def __init__(
        self,
        company: Any,
        line: Any,
        started: dt.datetime,
        stop: str,
        category: str,
        pieces: int,
        _days,
        notice,
        reason,
    ):
        self.company, self.line, self.clock = company, line, started
        self.stop, self.category, self.pieces, self.notice, self.reason = stop, category, pieces, notice, reason
        self.owner = line.note.customer.owner

    def then(self, act: Callable, *args: Any, **kwargs: Any) -> Any:
        self.clock += HOUR
        with at(self.clock):
            return act(*args, **kwargs)

    def reaches(self, name: str) -> bool:
        stop = STANDS_AT.get(self.stop)
        return ROAD.index(stop or self.stop) >= ROAD.index(name)

    def _manager(self) -> Any:
        person = self.owner
        while not person.has_role(Role.MGR):
            person = person.superior
        return person

    def go(self) -> None:
        customer = self.line.note.customer
        contact = customer.contacts.first()
        self.ret = self.then(
            entry.create_return,
            self.owner,
            customer=customer,
            category=self.category,
            required_by=self.clock + 6 * HOUR,
            notice=self.notice,
            contact=contact.name if contact else "",
            phone=contact.phone if contact else "",
            cause=ComplaintCause.objects.filter(is_active=True).order_by("pk")[int(self.category) % 3 :].first(),
        )
        if self.stop == "cancelled":
            self.then(on_site.cancel_return, self.ret.pk, self.owner, "客户决定留作备件，不退了。")
        elif self.reaches("on_site"):
            self.then(on_site.arrive, self.ret.pk, self.owner)
            self._at_the_customers()

    def _at_the_customers(self) -> None:
        if not self.reaches("reason_recorded"):
            return
        words = {"reason_kind": "oral", "informant": "王工", "reason_department": "质量部", "reason": self.reason}
        if self.category in ("4", "5"):
            words = {**words, "reason_kind": "written", "file": paper("客户书面说明", self.ret)}
        self.then(on_site.record_reason, self.ret.pk, self.owner, **words)
        rows = [{"delivery_line": self.line, "quantity": Decimal(self.pieces)}]
        self.ret = self.then(entry.write_list, self.ret.pk, self.owner, lines=rows)
        if not self.reaches("list_confirmed"):
            return
        if self.stop in OUTCOME:
            row = self.ret.lines.get().pk
            agreed = {"line": row, "outcome": OUTCOME[self.stop], "agreed_with": "质量部 王工"}
            self.then(replacing.agree_outcome, self.ret.pk, self.owner, **agreed)
        file = paper("退货清单签字件", self.ret)
        self.then(on_site.confirm_list, self.ret.pk, self.owner, confirmed_by="仓库 李主管", file=file)
        if not self.reaches("in_transit_back"):
            return
        figures = {"quantity": self.ret.quantity, "amount": self.ret.amount}
        number = f"TH{self.ret.pk:05d}"
        self.then(on_site.record_customer_document, self.ret.pk, self.owner, number=number, **figures)
        if self.reaches("quality_review"):
            self._quality()

    def _quality(self) -> None:
        kind = CATEGORY_PAPERS.get(ReturnCategory(self.category))
        if kind:
            self.then(add_attachment, self.ret, paper("退货证明", self.ret), self.owner, kind=kind[0])
        self.then(approvals.submit, ReturnOrder.objects.get(pk=self.ret.pk), self.owner, "请核实并准予退回。")
        step = approvals.open_steps_of(self.ret).get()
        if self.stop in ("refused", "sent_back"):
            self.then(approvals.reject, step.pk, self.company.quality, "核实为使用不当，不予退回。")
            if self.stop == "sent_back":
                self.then(on_site.send_back, self.ret.pk, self.owner, taken_by="仓库 王工")
        elif self.reaches("permitted"):
            data = {"verified": "开箱抽检，情况属实。"}  # no number: the store counts blind
            self.then(approvals.approve, step.pk, self.company.quality, "同意退回", data)
            self._store()

    def _store(self) -> None:
        if self.stop == "permitted":
            return
        short = 1 if self.stop == "discrepancy" else 0
        counts = {row.pk: row.quantity - short for row in self.ret.lines.all()}
        self.then(counting.count_return, self.ret.pk, self.company.warehouse, counts=counts, remark="包装完好")
        if self.reaches("credited"):
            self.then(crediting.credit_return, self.ret.pk, self.company.finance)
        if self.stop == "replacing":
            due = (self.clock + 14 * 24 * HOUR).date()
            self.then(replacing.open_replacement, self.ret.pk, self._manager(), due_date=due)
        if self.reaches("received"):
            self._goods()

    def _goods(self) -> None:
        row, quality = self.ret.lines.get(), self.company.quality
        self.then(
            disposition.dispose, self.ret.pk, quality, line=row.pk, kind="stock", quantity=Decimal(1), reason="完好"
        )
        if self.stop != "closed" and row.quantity > 1:
            self.then(
                disposition.dispose,
                self.ret.pk,
                quality,
                line=row.pk,
                kind="rework",
                quantity=Decimal(1),
                reason="划伤，可抛光修复",
            )
        if self.stop == "closed":
            left = row.quantity - 1
            self.then(
                disposition.dispose,
                self.ret.pk,
                quality,
                line=row.pk,
                kind="scrap",
                quantity=left,
                reason="锈蚀，无法修复",
            )
            self.then(replacing.close_return, self.ret.pk, self.owner)


def paper(name: str, ret: ReturnOrder) -> SimpleUploadedFile:
    """A small paper of our own making."""
    data = render("orders/delivery/demo_scan.html", {"number": "", "date": timezone.now(), "draft": False})
    return SimpleUploadedFile(f"{name}-{ret.number}.pdf", data, content_type="application/pdf")
