"""The paper of a statement of account (对账单, F-29)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.template.loader import render_to_string

from orders.billing.entry import not_invoiced
from orders.delivery.models import DeliveryNote
from orders.invoice.models import Invoice, InvoiceLine
from orders.payment.models import Payment
from orders.statement.figures import figures_of
from orders.statement.layout import layout_on
from orders.statement.models import Statement
from salesmgmt.core import calendar
from salesmgmt.core.domain.company import company
from salesmgmt.core.domain.mailing import send_paper
from salesmgmt.core.output.pdf import in_chinese, issue, issued, render

if TYPE_CHECKING:
    import datetime as dt

    from orders.statement.figures import Figures, Row
    from salesmgmt.core.models import User


FORM = "F-29"
TEMPLATE = "orders/statement/paper.html"


def account_paper(
    customer: Any, date_from: dt.date, date_to: dt.date, user: User, *, paid: bool, unbilled: bool
) -> bytes:
    """The account of any period in the layout of the statement: a print-out, neither numbered nor kept."""
    statement = Statement(customer=customer, date_from=date_from, date_to=date_to, created_by=user)
    found = figures_of(customer, date_from, date_to)
    return _as_paper({**paper_context(statement, found, paid=paid, unbilled=unbilled), "draft": False})


@in_chinese
def _as_paper(context: dict) -> bytes:
    return render(TEMPLATE, context)


def paper_context(statement: Statement, figures: Figures, *, paid: bool, unbilled: bool) -> dict:
    """What the paper shows (REC-05): the sums, the dated rows, the open items with their ageing, and the reply slip.

    Without ``paid`` only what is open stands on it; with ``unbilled`` also the deliveries signed and not billed yet.
    """
    notes = DeliveryNote.objects.billable().filter(customer=statement.customer).with_amount().order_by("signed_at")
    return {
        "only_open": not paid,
        "unbilled": list(notes) if unbilled else None,
        "statement": statement,
        "figures": figures,
        "movements": movements(figures.rows) if paid else [],
        "customer": statement.customer,
        "not_invoiced": not_invoiced(statement.customer),
        "number": statement.number,
        "date": statement.sent_on or calendar.today(),
        "signatures": [("制单", str(statement.created_by or ""), None), ("审核", "", None), ("批准", "", None)],
    }


@dataclass(frozen=True)
class Movement:
    """A row of the ledger as the customer can check it: by his own knowledge of goods, deliveries and invoice numbers."""

    row: Any
    invoice: Invoice | None = None
    payment: Payment | None = None

    @property
    def number(self) -> str:
        """The number the customer knows: the tax office's, or the bank's reference."""
        if self.invoice is not None:
            return " ".join(filter(None, [self.invoice.invoice_code, self.invoice.invoice_no]))
        return self.payment.reference if self.payment is not None else ""

    @property
    def lines(self) -> list:
        return list(self.invoice.lines.all()) if self.invoice is not None else []

    @property
    def deliveries(self) -> list:
        """The numbers of the delivery notes that were billed, of a credit note those whose goods it takes back."""
        billed = [line.delivery_line or (line.corrects and line.corrects.delivery_line) for line in self.lines]
        return list(dict.fromkeys(each.note.number for each in billed if each))

    @property
    def references(self) -> list:
        """What the customer calls the orders."""
        billed = [line.delivery_line for line in self.lines if line.delivery_line]
        return list(
            dict.fromkeys(each.note.order.customer_reference for each in billed if each.note.order.customer_reference)
        )


def movements(rows: list[Row]) -> list:
    """The rows of a statement with their invoices, lines and deliveries, or payments: three queries, however many rows."""
    ids: dict[bool, list[int]] = {False: [], True: []}
    for row in rows:
        if not row.entry.is_write_off and not row.entry.is_refund:
            ids[row.entry.is_payment].append(row.entry.object_id)
    lines = InvoiceLine.objects.select_related("delivery_line__note__order", "corrects__delivery_line__note")
    invoices = Invoice.objects.prefetch_related(Prefetch("lines", lines)).in_bulk(ids[False])
    payments = Payment.objects.in_bulk(ids[True])
    return [_movement(row, invoices, payments) for row in rows]


def _movement(row: Any, invoices: Any, payments: Any) -> Movement:
    if row.entry.is_write_off or row.entry.is_refund:
        return Movement(row)
    if row.entry.is_payment:
        return Movement(row, payment=payments.get(row.entry.object_id))
    return Movement(row, invoices.get(row.entry.object_id))


@in_chinese
def issue_statement(statement: Statement, figures: Figures, user: User) -> None:
    """The paper in the layout that stands on the statement."""
    issue(statement, FORM, TEMPLATE, laid_out(statement, figures), user, file_name=f"对账单-{statement}.pdf")


def laid_out(statement: Statement, figures: Figures) -> dict:
    layout = layout_on(statement)
    return paper_context(statement, figures, paid=layout.with_paid, unbilled=layout.with_unbilled)


@in_chinese
def mail_statement(statement: Statement, user: User, email: str) -> None:
    """The paper goes out with a letter in Chinese; the answer comes to who sent it."""
    context = {"statement": statement, "customer": statement.customer, "company": company(), "user": user}
    body = render_to_string("orders/statement/mail.txt", context).strip() + "\n"
    send_paper(email, f"对账单 {statement} · {company().full_name}", body, statement, FORM, reply_to=user.email)


def issued_statement(statement: Statement) -> Any:
    """The paper as it was sent, or None."""
    return issued(statement, FORM)


@in_chinese
def draft_paper(statement: Statement) -> bytes:
    """The paper as it would be sent now, marked as a draft."""
    figures = figures_of(statement.customer, statement.date_from, statement.date_to)
    return render(TEMPLATE, laid_out(statement, figures))
