from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.bad_debt.states import ON_THE_WAY, DoubtfulStatus, WriteOffStatus
from salesmgmt.core.permissions import may, may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from orders.bad_debt.models import DoubtfulReceivable, WriteOff
    from orders.invoice.models import Invoice
    from salesmgmt.core.models import User


@because(right_of("doubtful", "R"))
def reads_doubtful(user: User) -> bool:
    return may_at_all(user, "doubtful", "R")


@because(right_of("write_off", "R"))
def reads_write_offs(user: User) -> bool:
    return may_at_all(user, "write_off", "R")


@because(_("A receivable is marked as doubtful by the sales representative in charge of the customer."))
def can_mark_doubtful(user: User, invoice: Invoice) -> bool:
    """REC-04: the rep, of an overdue invoice of his customer."""
    return may(user, "doubtful", "C", owner=invoice.customer.owner)


def may_become_doubtful(user: User, invoice: Invoice) -> bool:
    """The button: where something is overdue that is not called doubtful yet."""
    return (
        bool(invoice.days_overdue())
        and can_mark_doubtful(user, invoice)
        and not invoice.doubtful.filter(status=DoubtfulStatus.DOUBTFUL).exists()
    )


@because(_("That a receivable is no longer doubtful is decided by finance, and not by who marked it."))
def can_clear_doubtful(user: User, doubtful: DoubtfulReceivable) -> bool:
    return (
        doubtful.status == DoubtfulStatus.DOUBTFUL
        and doubtful.created_by_id != user.pk
        and may(user, "doubtful", "U", owner=doubtful.customer.owner)
    )


@because(_("A write-off is proposed by the sales representative in charge of the customer."))
def can_propose_write_off(user: User, doubtful: DoubtfulReceivable) -> bool:
    """Row write-off of the matrix: the rep proposes."""
    return may(user, "write_off", "C", owner=doubtful.customer.owner)


def may_propose_write_off(user: User, doubtful: DoubtfulReceivable) -> bool:
    """The button: a doubtful receivable about which no proposal is on its way."""
    return (
        doubtful.status == DoubtfulStatus.DOUBTFUL
        and can_propose_write_off(user, doubtful)
        and not doubtful.write_offs.filter(status__in=ON_THE_WAY).exists()
    )


@because(_("A write-off is edited by whoever proposed it, until it is submitted."))
def can_edit_write_off(user: User, write_off: WriteOff) -> bool:
    return write_off.is_editable and write_off.created_by_id == user.pk


def can_submit_write_off(user: User, write_off: WriteOff) -> bool:
    return write_off.status == WriteOffStatus.DRAFT and can_edit_write_off(user, write_off)


@because(_("What comes in after a write-off is booked by finance."))
def can_recover(user: User, doubtful: DoubtfulReceivable) -> bool:
    return may(user, "payment", "A", owner=doubtful.customer.owner)


def has_something_to_recover(user: User, doubtful: DoubtfulReceivable) -> bool:
    """The button: something is lost still, and the customer has money that is free."""
    return (
        doubtful.status == DoubtfulStatus.BAD
        and doubtful.lost > 0
        and can_recover(user, doubtful)
        and doubtful.customer.payments.filter(unallocated__gt=0).exists()
    )
