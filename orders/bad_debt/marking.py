"""A receivable is called doubtful by its rep, upward at once, and is it no longer (REC-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.account.posting import lock_with_account
from orders.bad_debt.models import DoubtfulReceivable
from orders.bad_debt.permissions import can_clear_doubtful, can_mark_doubtful
from orders.bad_debt.states import ON_THE_WAY
from orders.invoice.models import Invoice
from orders.supply.words import yuan
from salesmgmt.core import audit, registry
from salesmgmt.core.calendar import day_of, today
from salesmgmt.core.domain.approvals.address import superiors
from salesmgmt.core.domain.faults import one_by_one
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.todo import close_tasks, open_task
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.money import ZERO
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import guard, move, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

MEASURES = "doubtful_measures"


@transaction.atomic
def mark_doubtful(
    pk: int, user: User, *, cause: str, reason: str, measures: str, due_on: dt.date | None = None
) -> DoubtfulReceivable:
    """overdue → doubtful by the responsible rep: refused without a risk report of the customer (REC-04).

    The superiors of the rep and finance hear of it at once, and the measures are a to-do of the rep. ``pk`` is the
    invoice's. Raises BusinessError for what is not overdue, or is called doubtful already.
    """
    invoice, _account = lock_with_account(Invoice, pk)
    require(can_mark_doubtful(user, invoice))
    if not invoice.days_overdue():
        raise BusinessError(_("Only an overdue invoice of which something is open can be doubtful."))
    if invoice.doubtful.running().exists():
        raise BusinessError(_("This invoice is called doubtful already."))
    if not reason.strip() or not measures.strip():
        raise BusinessError(_("Say why payment is doubtful and which measures are taken."))
    if due_on is not None and due_on < today():
        raise BusinessError(_("The day until which it is to be done has passed."))
    risk = needed_risk_report(invoice.customer)
    doubtful = DoubtfulReceivable(
        number=next_number(DoubtfulReceivable.KIND),
        created_by=user,
        customer=invoice.customer,
        invoice=invoice,
        amount=invoice.open_amount,
        marked_on=today(),
        cause=cause,
        reason=reason,
        measures=measures,
        risk_type=ContentType.objects.get_for_model(risk),
        risk_id=risk.pk,
    )
    doubtful.save()
    audit.record(doubtful, user, gettext_noop("Marked as doubtful"), comment=reason, to_status=doubtful.status)
    audit.record(invoice, user, gettext_noop("Marked as doubtful"), comment=f"{doubtful}: {reason}")
    open_task(
        MEASURES,
        doubtful,
        invoice.customer.owner,
        lambda: _("Doubtful receivable: %(what)s") % {"what": doubtful},
        due_on=due_on,
        body=measures,
        tell=False,
    )
    tell_upward(doubtful)
    return doubtful


def needed_risk_report(customer: Any) -> Any:
    """The open report of the customer's credit risk, or BusinessError where there is none (REC-04)."""
    risk = registry.fact("customer", "risk_report", customer, default=None)
    if risk is None:
        raise BusinessError(
            _(
                "Report the credit risk of this customer first (page of the customer, “Report a risk”): without a risk "
                "report no receivable becomes doubtful."
            )
        )
    return risk


def tell_upward(doubtful: DoubtfulReceivable) -> list:
    """To everybody above the responsible rep, and to finance, in the same moment (REC-04)."""
    owner = doubtful.customer.owner
    above = [person for person in superiors(owner) if person.is_active] if owner else []
    words = {"customer": doubtful.customer, "amount": yuan(doubtful.amount), "invoice": doubtful.invoice}
    return notify(
        [*above, *User.objects.with_role(Role.FIN)],
        lambda: _("Doubtful receivable: %(customer)s, %(amount)s, %(invoice)s") % words,
        url=doubtful.get_absolute_url(),
        body=f"{doubtful.reason}\n{doubtful.measures}",
        key=f"doubtful-{doubtful.pk}",
    )


@transaction.atomic
def clear_doubtful(pk: int, user: User, comment: str) -> DoubtfulReceivable:
    """doubtful → no longer doubtful by finance, with the reason (REC-04)."""
    doubtful, _account = lock_with_account(DoubtfulReceivable, pk, "invoice")
    guard(doubtful, DoubtfulReceivable.Status.CLEARED)
    require(can_clear_doubtful(user, doubtful))
    if not comment.strip():
        raise BusinessError(_("Give the reason."))
    if doubtful.write_offs.filter(status__in=ON_THE_WAY).exists():
        raise BusinessError(_("A write-off of it is proposed: that is discarded or decided first."))
    return _clear(doubtful, user, comment)


def _clear(doubtful: DoubtfulReceivable, user: User | None, comment: str) -> DoubtfulReceivable:
    move(doubtful, DoubtfulReceivable.Status.CLEARED, user, comment=comment, ended_on=today())
    close_tasks(doubtful, MEASURES, user)
    return doubtful


def clear_paid(at: dt.datetime) -> int:
    """For the clock: what was paid or credited in full is no longer doubtful (REC-04); returns how many."""
    found = DoubtfulReceivable.objects.running().filter(invoice__open_amount=ZERO, marked_on__lte=day_of(at))
    rows = found.exclude(write_offs__status__in=ON_THE_WAY).order_by("pk")
    return one_by_one("doubtful-paid", list(rows), _clear_one)


@transaction.atomic
def _clear_one(row: DoubtfulReceivable) -> bool:
    doubtful, _account = lock_with_account(DoubtfulReceivable, row.pk, "invoice")
    if doubtful.status != DoubtfulReceivable.Status.DOUBTFUL or doubtful.invoice.open_amount:
        return False
    _clear(doubtful, None, _("Paid or credited in full."))
    return True
