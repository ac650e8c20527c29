"""A statement on its way: drawn up, sent as a paper that stays what it was, answered by the customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.contact.address import address_of
from orders.account.models import Account
from orders.account.posting import lock_account, lock_with_account
from orders.statement.figures import figures_of
from orders.statement.layout import keep_layout
from orders.statement.models import Statement
from orders.statement.papers import issue_statement, mail_statement
from orders.statement.permissions import can_make_statement, can_send_statement
from salesmgmt.core import audit, calendar
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from customers.customer.models import Customer
    from salesmgmt.core.models import User

FIGURES = ("opening", "billed", "credited", "paid", "written_off", "closing", "overdue")


@transaction.atomic
def make_statement(
    user: User, *, customer: Customer, date_from: dt.date, date_to: dt.date, return_by: dt.date | None = None
) -> Statement:
    """Draw up the statement of a period for a customer (REC-05)."""
    require(can_make_statement(user, customer), _("You draw up statements of your own customers only."))
    if date_to < date_from:
        raise BusinessError(_("The period ends before it begins."))
    if date_to > calendar.today():
        raise BusinessError(_("The period is not over yet."))
    lock_account(customer)
    found = figures_of(customer, date_from, date_to)
    statement = Statement.objects.create(
        number=next_number(Statement.KIND, date_to),
        created_by=user,
        customer=customer,
        date_from=date_from,
        date_to=date_to,
        return_by=return_by,
        **{name: getattr(found, name) for name in FIGURES},
    )
    audit.record(statement, user, gettext_noop("Drawn up"), to_status=statement.status)
    return statement


@transaction.atomic
def make_last_months(account_pk: int, user: User) -> Statement:
    """The statement of last month for the customer of an account, once: the monthly round over a list (REC-05)."""
    customer = lock(Account, account_pk, "customer__owner").customer
    first = calendar.add_months(calendar.today().replace(day=1), -1)
    last = calendar.month_bounds(first)[1]
    drawn = Statement.objects.filter(customer=customer, date_from=first, date_to=last)
    if drawn.exclude(status=Statement.Status.DISCARDED).exists():
        raise BusinessError(_("There is a statement of this month already."))
    return make_statement(user, customer=customer, date_from=first, date_to=last)


@transaction.atomic
def send_statement(
    pk: int, user: User, *, layout: str = "", keep: bool = False, by_mail: bool = False, email: str = ""
) -> Statement:
    """draft → sent: the figures of this moment, and a paper stored with its SHA-256 (REC-05, F-29).

    In the layout of the customer unless another is given, which ``keep`` makes his. ``by_mail`` sends the paper to
    ``email``, or to the address of the customer's contact.
    """
    statement, account = lock_with_account(Statement, pk)
    guard(statement, Statement.Status.SENT)
    require(can_send_statement(user, statement))
    to = (email or address_of(statement.customer)) if by_mail else ""
    if layout and keep:
        keep_layout(account, user, layout)
    found = figures_of(statement.customer, statement.date_from, statement.date_to)
    figures = {name: getattr(found, name) for name in FIGURES}
    chosen = layout or account.statement_layout
    move(statement, Statement.Status.SENT, user, comment=to, sent_on=calendar.today(), layout=chosen, **figures)
    issue_statement(statement, found, user)
    if to:
        mail_statement(statement, user, to)
    return statement


@transaction.atomic
def record_answer(pk: int, user: User, customer_balance: Decimal, reason: str = "") -> Statement:
    """The customer's reply: the same balance confirms; another one is a difference and needs its reason (REC-05)."""
    statement, _account = lock_with_account(Statement, pk)
    agrees = customer_balance == statement.closing
    target = Statement.Status.CONFIRMED if agrees else Statement.Status.DISPUTED
    guard(statement, target)
    require(can_send_statement(user, statement))
    if not agrees and not reason.strip():
        raise BusinessError(
            _("The customer's balance differs by %(difference)s. Give the reason.")
            % {"difference": f"{customer_balance - statement.closing:+,.2f}"}
        )
    return move(
        statement,
        target,
        user,
        comment=reason,
        customer_balance=customer_balance,
        difference_reason="" if agrees else reason,
        answered_on=calendar.today(),
    )


@transaction.atomic
def explain_difference(pk: int, user: User, explanation: str) -> Statement:
    """disputed → settled, with what the difference came from and what was done."""
    statement, _account = lock_with_account(Statement, pk)
    guard(statement, Statement.Status.SETTLED)
    require(can_send_statement(user, statement))
    if not explanation.strip():
        raise BusinessError(_("Say what the difference came from."))
    return move(statement, Statement.Status.SETTLED, user, comment=explanation, explanation=explanation)
