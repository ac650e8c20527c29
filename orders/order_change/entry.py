"""Filling in the order change request and submitting it (CHG-01, CHG-07)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.order.confirmation import contract_terms, ordered_elsewhere
from orders.order.permissions import can_create_change
from orders.order.progress import with_quantities
from orders.order.rules import totals
from orders.order_change.models import OrderChange, OrderChangeLine
from orders.order_change.permissions import can_edit_change
from orders.order_change.rules import contract_touches, line_problem, missing_fields, order_problem
from salesmgmt.core import audit
from salesmgmt.core.domain.edits import recorded
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import assign, lock, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import ApprovalRound, User

NONE = Decimal(0)
FIELDS = ("order_line", "product", "quantity", "price", "state", "due_date", "delivery_place")


@transaction.atomic
def create_change(user: User, *, order: Any, lines: Any = (), **fields: Any) -> OrderChange:
    """Fill in the request; it may stay incomplete until it is submitted."""
    require(can_create_change(user, order))
    change = OrderChange(order=order, number=next_number(OrderChange.KIND), created_by=user, **fields)
    change.save()
    _write_lines(change, lines)
    audit.record(change, user, gettext_noop("Created"))
    return change


@transaction.atomic
def update_change(pk: int, user: User, *, lines: Any = (), **fields: Any) -> OrderChange:
    """Change the request while it is a draft; the order it is about stays."""
    change = lock(OrderChange, pk)
    if not change.is_editable:
        raise BusinessError(
            _("%(document)s is “%(now)s” and can no longer be edited.")
            % {"document": change, "now": change.get_status_display()}
        )
    require(can_edit_change(user, change))
    fields.pop("order", None)
    with recorded(change, user):
        assign(change, fields)
        change.save(update_fields=[*fields, *change.touched_fields()])
        _write_lines(change, lines)
    return change


def _write_lines(change: OrderChange, lines: list) -> None:
    """A cancellation holds every line of the order; a change the lines that were entered."""
    change.lines.all().delete()
    if change.is_cancellation:
        rows = [OrderChangeLine(change=change, order_line=line) for line in change.order.lines.all()]
    else:
        rows = [
            OrderChangeLine(change=change, **{name: row.get(name) for name in FIELDS if _given(row, name)})
            for row in lines
        ]
    for row in rows:
        if row.order_line is not None and row.order_line.order_id != change.order_id:
            raise BusinessError(_("The line belongs to another order."))
    chosen = [row.order_line_id for row in rows if row.order_line_id]
    if len(chosen) != len(set(chosen)):
        raise BusinessError(_("Each order line can be changed once in a request."))
    OrderChangeLine.objects.bulk_create(rows)


def _given(row: dict, name: str) -> bool:
    return row.get(name) not in (None, "")


def problems_of(change: OrderChange) -> list:
    """What keeps this request from being approved as an order change (CHG-01, CHG-07, AMD-06)."""
    touched = touches_of(change)
    return [
        *own_problems(change),
        *([*touched, _("This alters the contract and needs a contract amendment.")] if touched else []),
    ]


def own_problems(change: OrderChange) -> list:
    """What is wrong with the request itself (CHG-01, CHG-07)."""
    missing = missing_fields(change)
    problems = [_("Not filled in: %(fields)s.") % {"fields": "、".join(missing)}] if missing else []
    wrong_order = order_problem(change.order, change.is_cancellation)
    if wrong_order:
        return [*problems, wrong_order]
    if change.is_cancellation:
        return problems
    lines = lines_of(change)
    if not lines:
        problems.append(_("Say which lines change."))
    goods = {row.pk: row for row in with_quantities(change.order.lines.all())}
    for line in lines:
        row = goods.get(line.order_line_id)
        problems.append(line_problem(line, row.delivered if row else NONE, row.held if row else NONE))
    return [problem for problem in problems if problem]


def lines_of(change: OrderChange) -> list:
    return list(change.lines.select_related("order_line__product", "product"))


def touches_of(change: OrderChange) -> list:
    """The terms of the contract this change alters, in words; none for a cancellation (AMD-06)."""
    order, lines = change.order, [] if change.is_cancellation else lines_of(change)
    own = totals(order.lines.select_related("product"))
    if order.contract_id:
        ordered = ordered_elsewhere(order)
        ordered = {pk: ordered.get(pk, 0) + own.get(pk, (None, 0))[1] for pk in {*ordered, *own}}
        terms = contract_terms(order.contract)
        states = {(line.product_id, line.state) for line in order.contract.lines.all()}
    else:
        states, ordered, terms = set(), {}, {pk: (price, quantity) for pk, (_product, quantity, price) in own.items()}
    return contract_touches(order, lines, terms, ordered, states)


def check_submit(change: OrderChange, user: User) -> None:
    problems = problems_of(change)
    if problems:
        raise BusinessError(" ".join(problems))


def on_submitted(change: OrderChange, round_: ApprovalRound, user: User) -> None:
    hold_lines(change)


def hold_lines(change: OrderChange) -> None:
    """Its lines are closed to every other change from now on; the database allows one open change per line (CHG-07)."""
    held = OrderChangeLine.objects.filter(is_open=True, order_line__order=change.order_id)
    held.exclude(change__status__in=OrderChange.PENDING).update(is_open=False)
    try:
        with transaction.atomic():
            change.lines.filter(order_line__isnull=False).update(is_open=True)
    except IntegrityError as taken:
        raise BusinessError(_("Another change of one of these lines is still open.")) from taken


def release_lines(change: OrderChange) -> None:
    change.lines.update(is_open=False)
