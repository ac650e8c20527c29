"""The paper of a statement of account (对账单, F-29)."""

from orders.domain.invoice_billing import not_invoiced
from orders.domain.statement_figures import figures_of
from salesmgmt.core import calendar
from salesmgmt.core.output.pdf import issue, issued, render

FORM = "F-29"
TEMPLATE = "orders/pdf/statement.html"


def paper_context(statement, figures):
    """What the paper shows (REC-05): the sums, the dated rows, the open items with their ageing, and the reply slip."""
    return {
        "statement": statement,
        "figures": figures,
        "customer": statement.customer,
        "not_invoiced": not_invoiced(statement.customer),
        "number": statement.number,
        "date": statement.sent_on or calendar.today(),
        "signatures": [("制单", str(statement.created_by or ""), None), ("审核", "", None), ("批准", "", None)],
    }


def issue_statement(statement, figures, user):
    return issue(
        statement, FORM, TEMPLATE, paper_context(statement, figures), user, file_name=f"对账单-{statement}.pdf"
    )


def issued_statement(statement):
    """The paper as it was sent, or None."""
    return issued(statement, FORM)


def draft_paper(statement):
    """The paper as it would be sent now, marked as a draft."""
    figures = figures_of(statement.customer, statement.date_from, statement.date_to)
    return render(TEMPLATE, paper_context(statement, figures))
