"""Drafting a credit note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from orders.account.posting import lock_with_account
from orders.credit_note.lines import credit_positions
from orders.invoice.drafting import draft
from orders.invoice.models import Invoice
from orders.invoice.permissions import can_edit_invoice
from orders.invoice.posting import _refuse_before, credited
from salesmgmt.core import calendar
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO
from salesmgmt.core.state import require

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal
    from typing import Any

    from salesmgmt.core.models import User


@transaction.atomic
def credit_invoice(
    pk: int,
    user: User,
    *,
    red_reason: str,
    lines: Any = None,
    amount: Decimal | None = None,
    date: dt.date | None = None,
    remark: str = "",
    kind: str = "",
    invoice_no: str = "",
    invoice_code: str = "",
    received: Any = None,
) -> Invoice:
    """Draft the counter-document of a posted invoice (red letter): whole, or lines and quantities at their price.

    ``lines`` is ``{line pk: quantity}``, of a price allowance ``{line pk: amount}``; what each reason allows is decided
    by ``credit_positions``. Never more than was billed, earlier credit notes counted. Finance posts it like an invoice.
    ``received`` is the return store's receipt of delivered goods that came back: without it they are not credited (RET-08).
    """
    original, _account = lock_with_account(Invoice, pk)
    require(can_edit_invoice(user, original))
    if original.is_credit or not original.is_live:
        raise BusinessError(_("Only a posted invoice is corrected by a credit note."))
    if red_reason == Invoice.RedReason.RETURNED and original.source == Invoice.Source.DELIVERY and received is None:
        raise BusinessError(
            _("Returned goods are credited on the page of the return, when the return store has received them.")
        )
    date = date or calendar.today()
    _refuse_before(original, date)
    already = credited(original)
    left = original.amount - already
    if left == ZERO or (amount is not None and amount > left):
        raise BusinessError(_("Of this invoice at most %(left)s can still be credited.") % {"left": f"{left:,.2f}"})
    return draft(
        user,
        original.customer,
        credit_positions(original, red_reason, already, lines, amount),
        source=Invoice.Source.CREDIT,
        date=date,
        due_date=date,
        corrects=original,
        red_reason=red_reason,
        kind=kind or original.kind,
        invoice_no=invoice_no,
        invoice_code=invoice_code,
        remark=remark,
    )
