"""Order lines with everything that happened to them: quantities, times, and where they wait now."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import Case, CharField, F, Max, Min, OuterRef, Q, Subquery, Value, When

from orders.acceptance.models import Acceptance
from orders.delivery.models import DeliveryNote, DeliveryNoteLine
from orders.inspection.models import Inspection
from orders.invoice.models import Invoice, InvoiceLine
from orders.order.models import OrderLine
from orders.order.progress import sum_of_line, with_quantities
from orders.order.states import COMING
from orders.order_life.states import Stage
from orders.plan.models import PlanReleaseLine
from orders.production.models import Production
from orders.stock.models import StockEntry
from salesmgmt.core.querysets import Keys

if TYPE_CHECKING:
    import datetime as dt

LATE = {"delivered__lt": F("quantity")}
THESE: Any = object()  # stands for the keys of the order lines in the text that is kept


def _of_line(rows: Any, expression: Any, key: str = "order_line") -> Subquery:
    """One value over the rows of an order line."""
    found = rows.filter(**{key: OuterRef("pk")}).order_by().values(key).annotate(found=expression)
    return Subquery(found.values("found"))


def with_life(lines: Any) -> Any:
    """Order lines with the quantity and the last time of every stage, and the ``stage`` at which they wait (ORD-06).

    One query, whatever the number of lines. Nothing is stored: the documents of each stage are asked.
    """
    plans, made, inspections, left = _before_the_arrival()
    sent = DeliveryNoteLine.objects.filter(note__status__in=DeliveryNote.HOLDS_STOCK)
    road = DeliveryNoteLine.objects.filter(note__status=DeliveryNote.Status.IN_TRANSIT)
    waiting = DeliveryNoteLine.objects.filter(
        note__status__in=[DeliveryNote.Status.ISSUED, DeliveryNote.Status.OUTBOUND]
    )
    signed = DeliveryNoteLine.objects.filter(note__status__in=[DeliveryNote.Status.SIGNED, DeliveryNote.Status.CLOSED])
    billed = InvoiceLine.objects.billing().filter(invoice__status__in=Invoice.LIVE)
    billed = billed.annotate(order_line=F("delivery_line__order_line"))
    found = _with_stages_before_arrival(with_quantities(lines)).annotate(
        planned_at=_of_line(plans, Max("plan__released_at")),
        started_at=_of_line(made, Min("started_at")),
        made_at=_of_line(made, Max("completed_at")),
        made_by=_of_line(made, Max("planned_date")),
        inspected_at=_of_line(inspections, Max("inspected_at")),
        entered_at=_of_line(StockEntry.objects.all(), Max("entered_at")),
        issued_at=_of_line(sent, Max("note__issued_at")),
        planned_for=_of_line(waiting, Max("note__planned_date")),
        left_at=_of_line(left, Max("note__departed_at")),
        expected_at=_of_line(road, Max("note__expected_at")),
        delivered_at=_of_line(left, Max("note__delivered_at")),
        to_bill=sum_of_line(signed.filter(note__chargeable=True), "accepted_quantity"),
        accepted_at=_of_line(Acceptance.objects.annotate(order_line=F("line__order_line")), Max("accepted_at")),
        billed=sum_of_line(billed, "quantity"),
        billed_at=_of_line(billed, Max("invoice__date")),
        paid=sum_of_line(billed.filter(invoice__settled_on__isnull=False), "quantity"),
        paid_at=_of_line(billed, Max("invoice__settled_on")),
    )
    return found.annotate(stage=_stage())


def _before_the_arrival() -> tuple:
    """The rows of plan, production, inspection and departure, each of an ``order_line``."""
    plans = PlanReleaseLine.objects.filter(is_active=True)
    # What a stopped production has made is there all the same (ORD-09).
    made = Production.objects.all()
    inspections = Inspection.objects.annotate(order_line=F("production__order_line"))
    left = DeliveryNoteLine.objects.filter(note__status__in=DeliveryNote.HOLDS_STOCK, note__departed_at__isnull=False)
    return plans, made, inspections, left


def _with_stages_before_arrival(lines: Any) -> Any:
    """Order lines with the quantities by which the stages before the arrival are told apart."""
    plans, made, inspections, left = _before_the_arrival()
    return lines.annotate(
        planned=sum_of_line(plans, "quantity"),
        made=sum_of_line(made, "quantity_done"),
        passed=sum_of_line(inspections, "quantity_passed"),
        left=sum_of_line(left, "quantity"),
    )


def add_life(lines: Any) -> list:
    """These order lines, in one query more, with all that ``with_life`` says of them."""
    rows = {line.pk: line for line in lines}
    if rows:
        names, sql, params = _life_text()
        given = [list(rows) if each is THESE else each for each in params]
        for found in OrderLine.objects.raw(sql, given):
            rows[found.pk].__dict__.update({name: getattr(found, name) for name in names})
    return list(rows.values())


@cache
def _life_text() -> tuple[list[str], str, tuple]:
    """The words of the question: fifty subqueries, put together once a process, because that takes longer than the answer."""
    these = OrderLine.objects.filter(pk__among=Keys("SELECT unnest(%s::bigint[])", (THESE,)))
    rows = with_life(these).order_by()
    names = list(rows.query.annotation_select)
    sql, params = rows.values("id", *names).query.sql_with_params()
    return names, sql, params


def _stage() -> Case:
    """The first stage that has not had the whole quantity yet: read from the end, so that goods of the old books, which
    were delivered without a plan here, wait where they are."""
    whole = F("quantity")
    # Signed for: accepted at the gate, or the difference settled (DLV-03).
    signed = Q(accepted__gte=whole - F("conceded"))
    return Case(
        When(signed & Q(unsettled__gt=0), then=Value(Stage.ACCEPTANCE)),
        When(signed & Q(billed__lt=F("to_bill")), then=Value(Stage.BILLING)),
        When(signed & Q(paid__lt=F("billed")), then=Value(Stage.PAYMENT)),
        When(signed, then=Value(Stage.DONE)),
        When(delivered__gte=whole, then=Value(Stage.SIGNATURE)),
        *_stages_before_arrival(),
        default=Value(Stage.PLAN),
        output_field=CharField(),
    )


def _stages_before_arrival() -> list[When]:
    whole = F("quantity")
    return [
        When(left__gte=whole, then=Value(Stage.TRANSIT)),
        When(held__gte=whole, then=Value(Stage.OUTBOUND)),
        When(entered__gte=whole, then=Value(Stage.DISPATCH)),
        When(passed__gte=whole, then=Value(Stage.STOCK)),
        When(made__gte=whole, then=Value(Stage.INSPECTION)),
        When(planned__gt=0, then=Value(Stage.PRODUCTION)),
    ]


def late_lines(lines: Any, day: dt.date) -> Any:
    """Those of these order lines that were promised before ``day`` and have not wholly arrived: what is late (ORD-10)."""
    return with_life(_promised(lines, day)).filter(**LATE).order_by("promised_date", "pk")


def late_lines_by_stage(lines: Any, day: dt.date) -> Any:
    """The same lines with their ``stage`` alone, to be chosen by it: what is late has not arrived, so the stages after the
    arrival are asked of none."""
    found = _with_stages_before_arrival(late_lines_alone(lines, day))
    return found.annotate(stage=Case(*_stages_before_arrival(), default=Value(Stage.PLAN), output_field=CharField()))


def late_lines_alone(lines: Any, day: dt.date) -> Any:
    """The same lines without their life, to be counted."""
    return with_quantities(_promised(lines, day)).filter(**LATE).order_by("promised_date", "pk")


def _promised(lines: Any, day: dt.date) -> Any:
    """What the customer has accepted in full has arrived; the index of the promises leaves it out (``order_line_promised``)."""
    return lines.filter(order__status__in=COMING, promised_date__lt=day, accepted_date__isnull=True)
