"""What stands against each of the four marks: pure (REC-05, 004 §5.5.2.4)."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orders.monthly_task.states import MarkKind
from orders.statement.states import StatementStatus
from salesmgmt.core.money import ZERO

ANSWERED = (StatementStatus.CONFIRMED, StatementStatus.SETTLED)


@dataclass(frozen=True)
class AccountState:
    """What the marks are judged by, of one customer on one day.

    ``unbilled``: deliveries signed before the month and on no invoice. ``statement``: status of the statement of the month
    before, "" without one. ``untouched``: overdue undisputed invoices without collection action this month. ``old``: what
    is overdue for longer than the setting, in yuan.
    """

    unbilled: int = 0
    statement: str = ""
    untouched: int = 0
    old: Decimal = ZERO


def why_not_mark(kind: str, state: AccountState, note: str = "") -> str:
    """The reason why a mark cannot be set; "" where it can.

    A statement that was sent and not answered, and old debts that are still open, need a remark that says what was done;
    a difference must be explained on the statement first.
    """
    if kind == MarkKind.POSTING and state.unbilled:
        return ngettext(
            "%(n)d signed delivery of the months before is not billed yet.",
            "%(n)d signed deliveries of the months before are not billed yet.",
            state.unbilled,
        ) % {"n": state.unbilled}
    if kind == MarkKind.RECONCILIATION:
        return _why_not_reconciled(state.statement, note)
    if kind == MarkKind.DUNNING and state.untouched:
        return ngettext(
            "%(n)d overdue invoice has no collection action this month.",
            "%(n)d overdue invoices have no collection action this month.",
            state.untouched,
        ) % {"n": state.untouched}
    if kind == MarkKind.RECOVERY and state.old and not note.strip():
        return _("%(amount)s is long overdue. Say in the remark what was done to recover it.") % {
            "amount": f"{state.old:,.2f}"
        }
    return ""


def _why_not_reconciled(status: str, note: str) -> str:
    if status in ANSWERED:
        return ""
    if status == StatementStatus.DISPUTED:
        return _("The customer's figure differs. Explain the difference on the statement first.")
    if status == StatementStatus.SENT:
        return (
            "" if note.strip() else _("The customer has not answered the statement. Say in the remark what was agreed.")
        )
    return _("The statement of the month before has not been sent yet.")
