"""The trade of the demo company's past, from the order to the payment: written as it stands, many rows at a time, because nobody
walks through two years step by step. What a walked order leaves behind is there too: plan, production, inspection, stock
entry, delivery note with its copies and receipt, invoice, and the movements of the ledger.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType

from customers.customer.models import Customer
from orders.account.models import LedgerEntry
from orders.allocation.models import Allocation
from orders.delivery.models import DeliveryNote, DeliveryNoteCopy, DeliveryNoteLine, StockIssue
from orders.demand.demo import STATES, manager_of
from orders.handover.demo import STANDARD, paper
from orders.handover.models import ReceiptDocument
from orders.inspection.models import Inspection
from orders.invoice.amounts import position
from orders.invoice.drafting import buyer_of
from orders.invoice.models import Invoice, InvoiceLine
from orders.invoice.status import status_of
from orders.opening_balance.rows import bring_balances_forward, lock_accounts
from orders.order.models import Order, OrderLine
from orders.order.states import LADDER
from orders.payment.models import Payment
from orders.plan.models import PlanRelease, PlanReleaseLine
from orders.production.models import Production
from orders.stock.models import StockEntry
from orders.supply.states import SupplyKind
from salesmgmt.core.calendar import at, today
from salesmgmt.core.copying import copy_rows, reserve_ids
from salesmgmt.core.domain import attachments
from salesmgmt.core.domain.numbering import next_numbers
from salesmgmt.core.models import AuditEntry
from salesmgmt.core.money import ZERO
from salesmgmt.core.search import pinyin_key, tokens

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    from contracts.contract.models import Contract, ContractLine
    from salesmgmt.core.models import User

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
# From the order to the delivery, and what the promise leaves beyond it: of every ninth order less than nothing.
MAKING, SPARE, LATE = 17, (3, 1, 5, 2, 4), -3
PLAN_STATES = ("draft", "submitted", "released", "in_progress", "completed")
NOTE_STATES = ("draft", "issued", "outbound", "in_transit", "delivered", "signed", "closed")


@dataclass
class Deal:
    """One call of a customer under his contract: what he got, billed on ``day``, and when he paid."""

    contract: Contract
    goods: list[tuple[ContractLine, Decimal]]
    day: dt.date
    due: dt.date
    settled: dt.date | None
    disputed: bool
    invoice_no: str
    place: int = 0
    key: dict[type[Any], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.customer: Customer = self.contract.customer
        self.owner: User = self.customer.owner
        self.signed = self.day - (1 + self.day.day % 3) * DAY
        self.ordered = self.signed - MAKING * DAY
        self.positions = [
            position(
                line.product.name,
                quantity,
                line.price,
                line.tax_rate,
                product=line.product,
                spec=line.spec,
                unit=line.unit,
            )
            for line, quantity in self.goods
        ]
        self.amount = sum((each.amount for each in self.positions), ZERO)
        self.net = sum((each.net for each in self.positions), ZERO)

    @property
    def promised(self) -> dt.date:
        return self.signed + (LATE if self.place % 9 == 4 else SPARE[self.place % len(SPARE)]) * DAY

    @property
    def reference(self) -> str:
        return f"PO{self.ordered:%y%m}{self.place % 1000:03d}"

    def moment(self, days: int, hour: int) -> dt.datetime:
        """So many days before the signature."""
        return at(self.signed - days * DAY, dt.time(hour, self.place * 7 % 60))


class _Rows:
    """Rows of each table, written together at the end, in the order in which they refer to each other."""

    def __init__(self) -> None:
        self.found: dict[type[Any], list[dict[str, Any]]] = defaultdict(list)

    def add(self, model: type[Any], **values: Any) -> None:
        self.found[model].append(values)

    def history(self, model: type[Any], pk: int, states: Any, moments: Any, actor: User) -> None:
        before = ""
        for status, moment in zip(states, moments, strict=True):
            self.add(
                AuditEntry,
                content_type_id=ContentType.objects.get_for_model(model).pk,
                object_id=pk,
                actor_id=actor.pk,
                action="status" if before else "Created",
                from_status=before,
                to_status=str(status),
                at=moment,
            )
            before = str(status)

    def write(self) -> None:
        for model, rows in self.found.items():
            columns = tuple(rows[0])
            copy_rows(model, columns, (tuple(row[column] for column in columns) for row in rows))


def write_trade(company: Any, deals: list[Deal]) -> None:
    """The deals with everything they left behind, oldest first; the books agree afterwards."""
    deals.sort(key=lambda deal: (deal.ordered, deal.customer.pk))
    for place, deal in enumerate(deals):
        deal.place = place
    accounts = lock_accounts({deal.customer.pk: deal.customer for deal in deals}.values())
    _keys(deals)
    rows = _Rows()
    for deal in deals:
        _order(rows, deal)
        _made(rows, deal, company)
        _delivered(rows, deal, company)
        _billed(rows, deal, company, accounts[deal.customer.pk].pk)
    rows.write()
    _receipts(deals)
    bring_balances_forward(accounts)
    firsts: dict[int, Deal] = {}
    for deal in deals:
        firsts.setdefault(deal.customer.pk, deal)
    for pk, deal in firsts.items():
        Customer.objects.filter(pk=pk).update(first_delivery_date=deal.signed)


def _keys(deals: list[Deal]) -> None:
    """Primary keys and numbers of everything, in the order of the days."""
    kinds = (
        (Order, Order.KIND, "ordered"),
        (PlanRelease, PlanRelease.KIND, "ordered"),
        (DeliveryNote, DeliveryNote.KIND, "signed"),
        (StockIssue, "stock_issue", "signed"),
        (Invoice, Invoice.KIND, "day"),
        (Payment, Payment.KIND, "settled"),
    )
    for model, kind, when in kinds:
        having = sorted((deal for deal in deals if getattr(deal, when)), key=lambda deal: getattr(deal, when))
        _number(having, model, kind, [getattr(deal, when) for deal in having])
    lines = [(deal, place) for deal in deals for place in range(len(deal.goods))]
    for model in (OrderLine, PlanReleaseLine, DeliveryNoteLine):
        for (deal, _place), pk in zip(lines, reserve_ids(model, len(lines)), strict=True):
            deal.key.setdefault(model, []).append(pk)
    for model, kind in ((Production, Production.KIND), (Inspection, Inspection.KIND), (StockEntry, "stock_entry")):
        days = [deal.ordered for deal, _place in lines]
        numbers = _numbers(kind, days)
        for (deal, _place), pk, day in zip(lines, reserve_ids(model, len(lines)), days, strict=True):
            deal.key.setdefault(model, []).append((pk, next(numbers[day.year])))


def _number(deals: list[Deal], model: type[Any], kind: str, days: list[dt.date]) -> None:
    numbers = _numbers(kind, days)
    for deal, pk, day in zip(deals, reserve_ids(model, len(deals)), days, strict=True):
        deal.key[model] = pk, next(numbers[day.year])


def _numbers(kind: str, days: list[dt.date]) -> dict:
    years = sorted({day.year for day in days})
    return {
        year: iter(next_numbers(kind, sum(day.year == year for day in days), dt.date(year, 1, 1))) for year in years
    }


def _order(rows: _Rows, deal: Deal) -> None:
    pk, number = deal.key[Order]
    states = [Order.Status.DRAFT, Order.Status.SUBMITTED, *(rung for rung in LADDER if "partly" not in rung)]
    moments = [deal.moment(MAKING, 9), deal.moment(MAKING, 9), deal.moment(MAKING, 14), deal.moment(MAKING - 1, 15)]
    moments += [deal.moment(MAKING - 2, 8), deal.moment(4, 16), deal.moment(0, 9), deal.moment(0, 11)]
    if deal.settled:
        states.append(Order.Status.CLOSED)
        moments.append(at(deal.settled, dt.time(17)))
    rows.add(
        Order,
        id=pk,
        number=number,
        created_by_id=deal.owner.pk,
        created_at=moments[0],
        updated_at=moments[-1],
        customer_id=deal.customer.pk,
        kind=SupplyKind.CONTRACT.value,
        contract_id=deal.contract.pk,
        customer_reference=deal.reference,
        order_date=deal.ordered,
        delivery_place=deal.customer.address,
        amount=deal.amount,
        status=states[-1].value,
        submitted_at=moments[1],
        confirmed_at=moments[2],
        confirmed_by_id=manager_of(deal.owner).pk,
        search=_search(deal),
        sort_key=pinyin_key(number),
    )
    rows.history(Order, pk, states, moments, deal.owner)
    for no, ((line, quantity), each) in enumerate(zip(deal.goods, deal.positions, strict=True)):
        rows.add(
            OrderLine,
            id=deal.key[OrderLine][no],
            order_id=pk,
            customer_id=deal.customer.pk,
            position=no + 1,
            product_id=line.product_id,
            state=STATES[deal.place % 3],
            spec=line.spec,
            unit=line.unit,
            quantity=quantity,
            price=line.price,
            tax_rate=line.tax_rate,
            amount=each.amount,
            due_date=deal.promised,
            promised_date=deal.promised,
            promised_first=deal.promised,
            accepted_date=deal.signed,
            error_flag=deal.place % 31 == 7,
        )


@cache
def _words_of(name: str) -> frozenset[str]:
    return frozenset(tokens(name))


def _search(deal: Deal) -> str:
    """As ``search.prepare`` would, each name read once."""
    words = _words_of(deal.customer.name) | tokens(deal.key[Order][1], deal.reference)
    return " ".join(f"'{word}'" for word in sorted(words))


def _made(rows: _Rows, deal: Deal, company: Any) -> None:
    pk, number = deal.key[PlanRelease]
    order = deal.key[Order][0]
    moments = [deal.moment(days, hour) for days, hour in ((MAKING - 1, 9), (MAKING - 1, 10), (MAKING - 1, 15))]
    begun, made, inspected, entered = (
        deal.moment(days, hour) for days, hour in ((MAKING - 2, 8), (6, 16), (5, 10), (4, 16))
    )
    rows.add(
        PlanRelease,
        id=pk,
        number=number,
        created_by_id=deal.owner.pk,
        created_at=moments[0],
        updated_at=entered,
        order_id=order,
        status=PlanRelease.Status.COMPLETED.value,
        departments="{prod,qa,pur,log,wh}",
        verbal_departments="{}",
        released_at=moments[2],
        released_by_id=company.director.pk,
    )
    rows.history(PlanRelease, pk, PLAN_STATES, [*moments, begun, entered], deal.owner)
    for no, (line, quantity) in enumerate(deal.goods):
        order_line, plan_line = deal.key[OrderLine][no], deal.key[PlanReleaseLine][no]
        production, inspection, entry = (deal.key[model][no] for model in (Production, Inspection, StockEntry))
        rows.add(
            PlanReleaseLine,
            id=plan_line,
            plan_id=pk,
            order_line_id=order_line,
            quantity=quantity,
            due_date=deal.promised,
            state=STATES[deal.place % 3],
            quality_requirement=line.quality_standard or "按出厂检验标准全检",
            is_active=True,
        )
        rows.add(
            Production,
            id=production[0],
            number=production[1],
            created_by_id=company.director.pk,
            created_at=moments[2],
            updated_at=made,
            order_id=order,
            order_line_id=order_line,
            plan_line_id=plan_line,
            status=Production.Status.COMPLETED.value,
            quantity=quantity,
            quantity_done=quantity,
            planned_date=deal.promised,
            started_at=begun,
            completed_at=made,
        )
        rows.add(
            Inspection,
            id=inspection[0],
            number=inspection[1],
            created_by_id=company.production.pk,
            created_at=made,
            updated_at=inspected,
            order_id=order,
            production_id=production[0],
            status=Inspection.Status.PASSED.value,
            quantity=quantity,
            quantity_passed=quantity,
            standard=STANDARD,
            findings="全部合格",
            inspected_by_id=company.quality.pk,
            inspected_at=inspected,
        )
        rows.add(
            StockEntry,
            id=entry[0],
            number=entry[1],
            inspection_id=inspection[0],
            order_line_id=order_line,
            quantity=quantity,
            entered_by_id=company.warehouse.pk,
            entered_at=entered,
        )


def _delivered(rows: _Rows, deal: Deal, company: Any) -> None:
    pk, number = deal.key[DeliveryNote]
    issue, issue_number = deal.key[StockIssue]
    moments = [deal.moment(days, hour) for days, hour in ((3, 9), (3, 14), (2, 9), (2, 11), (0, 9), (0, 11))]
    done = at(deal.signed, dt.time(16))
    contact = deal.customer.contacts.all()[0]
    rows.add(
        DeliveryNote,
        id=pk,
        number=number,
        created_by_id=deal.owner.pk,
        created_at=moments[0],
        updated_at=done,
        order_id=deal.key[Order][0],
        customer_id=deal.customer.pk,
        status=DeliveryNote.Status.CLOSED.value,
        planned_date=deal.signed,
        carried_by=DeliveryNote.Carrier.LOGISTICS.value,
        driver="李师傅",
        driver_phone="13800138000",
        vehicle="渝A·6T218",
        expected_at=moments[4],
        place=deal.customer.address or "客户工厂仓库",
        contact=contact.name,
        phone=contact.phone,
        issued_at=moments[1],
        departed_at=moments[3],
        delivered_at=moments[4],
        formalities_due_at=moments[4] + 24 * HOUR,
        receiver="仓库 王工",
        signed_at=moments[5],
        formalities_done_at=done,
        billed=True,
    )
    rows.history(DeliveryNote, pk, NOTE_STATES, [*moments, done], deal.owner)
    rows.add(
        StockIssue,
        id=issue,
        number=issue_number,
        note_id=pk,
        issued_by_id=company.warehouse.pk,
        issued_at=moments[2],
    )
    back = DeliveryNoteCopy.Destination.WAREHOUSE
    for copy in DeliveryNoteCopy.Destination:
        is_back = copy == back
        rows.add(
            DeliveryNoteCopy,
            note_id=pk,
            destination=copy.value,
            returned_at=done if is_back else None,
            returned_to_id=company.warehouse.pk if is_back else None,
        )
    for no, (line, quantity) in enumerate(deal.goods):
        rows.add(
            DeliveryNoteLine,
            id=deal.key[DeliveryNoteLine][no],
            note_id=pk,
            order_line_id=deal.key[OrderLine][no],
            product_id=line.product_id,
            quantity=quantity,
            accepted_quantity=quantity,
            price=line.price,
            tax_rate=line.tax_rate,
        )


def _billed(rows: _Rows, deal: Deal, company: Any, account: int) -> None:
    pk, number = deal.key[Invoice]
    posted, left = at(deal.day, dt.time(15)), ZERO if deal.settled else deal.amount
    finance = company.finance
    rows.add(
        Invoice,
        id=pk,
        number=number,
        created_by_id=finance.pk,
        created_at=posted,
        updated_at=posted,
        customer_id=deal.customer.pk,
        source=Invoice.Source.DELIVERY.value,
        delivery_id=deal.key[DeliveryNote][0],
        invoice_no=deal.invoice_no,
        status=status_of(amount=deal.amount, open_amount=left, due_date=deal.due, day=today()).value,
        date=deal.day,
        due_date=deal.due,
        amount=deal.amount,
        net=deal.net,
        tax=deal.amount - deal.net,
        open_amount=left,
        settled_on=deal.settled,
        disputed=deal.disputed,
        posted_by_id=finance.pk,
        posted_at=posted,
        **buyer_of(deal.customer),
    )
    rows.history(Invoice, pk, ("draft", "posted"), (posted, posted), finance)
    for no, each in enumerate(deal.positions):
        rows.add(
            InvoiceLine,
            invoice_id=pk,
            position=no + 1,
            delivery_line_id=deal.key[DeliveryNoteLine][no],
            product_id=each.product.pk,
            name=each.name,
            spec=each.spec,
            unit=each.unit,
            quantity=each.quantity,
            price=each.price,
            tax_rate=each.tax_rate,
            amount=each.amount,
            net=each.net,
            tax=each.tax,
        )
    entry = {"account_id": account, "created_by_id": finance.pk}
    _book(rows, Invoice, pk, LedgerEntry.Kind.INVOICE, number, deal.day, deal.amount, deal.due, entry)
    if deal.settled:
        _paid(rows, deal, finance, entry)


def _paid(rows: _Rows, deal: Deal, finance: User, entry: dict) -> None:
    pk, number = deal.key[Payment]
    day: Any = deal.settled
    confirmed = at(day, dt.time(16))
    rows.add(
        Payment,
        id=pk,
        number=number,
        created_by_id=deal.owner.pk,
        created_at=at(day, dt.time(10)),
        updated_at=confirmed,
        customer_id=deal.customer.pk,
        kind=Payment.Kind.PAYMENT.value,
        status=Payment.Status.ALLOCATED.value,
        date=day,
        amount=deal.amount,
        payer=deal.customer.name,
        reference=f"CN{deal.customer.pk:04d}{day:%y%m%d}{deal.place % 1000:03d}",
        confirmed_by_id=finance.pk,
        confirmed_at=confirmed,
    )
    rows.history(Payment, pk, ("recorded", "confirmed", "allocated"), (confirmed,) * 3, finance)
    rows.add(
        Allocation,
        payment_id=pk,
        invoice_id=deal.key[Invoice][0],
        amount=deal.amount,
        date=day,
        created_at=confirmed,
        created_by_id=finance.pk,
    )
    _book(rows, Payment, pk, LedgerEntry.Kind.PAYMENT, number, day, -deal.amount, None, entry)


def _book(
    rows: _Rows,
    model: type[Any],
    pk: int,
    kind: Any,
    number: str,
    day: dt.date,
    amount: Decimal,
    due: dt.date | None,
    entry: dict,
) -> None:
    rows.add(
        LedgerEntry,
        **entry,
        date=day,
        kind=kind.value,
        content_type_id=ContentType.objects.get_for_model(model).pk,
        object_id=pk,
        reference=number,
        amount=amount,
        due_date=due,
        created_at=at(day, dt.time(16)),
    )


def _receipts(deals: list[Deal]) -> None:
    """The customer's receiving documents; one scan a customer serves all of his."""
    scans: dict[int, Any] = {}
    found = []
    for deal in deals:
        pk, _number = deal.key[DeliveryNote]
        if deal.customer.pk not in scans:
            note = DeliveryNote.objects.get(pk=pk)
            scans[deal.customer.pk] = attachments.add(
                note, paper(note, "收货单据"), deal.owner, "Customer's receipt document"
            )
        found.append((pk, f"RK{pk:05d}", scans[deal.customer.pk].pk, deal.owner.pk, at(deal.signed, dt.time(15))))
    columns = ("note_id", "reference", "attachment_id", "recorded_by_id", "recorded_at")
    copy_rows(ReceiptDocument, columns, found)
