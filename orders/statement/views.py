"""Pages of statements of account."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_GET

from customers.contact.address import known_address_of
from customers.customer.models import Customer
from orders.account.permissions import can_see_receivables
from orders.customer_run.forms import MonthForm
from orders.customer_run.states import RunKind
from orders.customer_run.views import RunPage
from orders.invoice.tables import OpenItemTable
from orders.statement.figures import shown_figures, with_said
from orders.statement.filters import StatementFilters
from orders.statement.forms import (
    AnswerForm,
    ExplanationForm,
    ManySendingForm,
    PeriodForm,
    SendingForm,
    StatementForm,
)
from orders.statement.layout import layout_on
from orders.statement.models import Statement
from orders.statement.papers import account_paper, draft_paper, issued_statement, movements
from orders.statement.permissions import can_make_some, can_send_statement
from orders.statement.sending import explain_difference, make_statement, record_answer, send_statement
from orders.statement.tables import StatementRowTable, StatementTable
from salesmgmt.core.domain.mailing import mail_state, paper_letter
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.output import pdf
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.read_once import read_once
from salesmgmt.core.state import require
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import BulkAction, ListPage, Preset

# So many movements and open items are shown at once; the rest on demand.
SHOWN = 20


class StatementList(ListPage):
    model = Statement
    matrix_key = "invoice"
    table_class = StatementTable
    filterset_class = StatementFilters
    create_url = "statement-create"
    links = ((gettext_lazy("Statements of a month"), "statement-runs", "files", can_make_some),)
    bulk_actions = (
        BulkAction(
            "send",
            gettext_lazy("Issue and send"),
            can_make_some,
            send_statement,
            icon="mail-forward",
            form=ManySendingForm,
        ),
    )
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("Waiting for the customer"), f"status={Statement.Status.SENT}"),
        Preset(gettext_lazy("With a difference"), f"status={Statement.Status.DISPUTED}"),
        Preset(gettext_lazy("Confirmed"), f"status={Statement.Status.CONFIRMED}"),
    )
    empty_title = gettext_lazy("No statements yet")
    empty_text = gettext_lazy("Reconcile with every customer once a month.")

    @classmethod
    def base_queryset(cls, user):
        return with_said(super().base_queryset(user).with_customer())

    def may_create(self):
        return may_at_all(self.request.user, "payment", "C")


class StatementRuns(RunPage):
    """The statements of a month of all customers, in the worker."""

    kind = RunKind.STATEMENTS
    title = gettext_lazy("Statements of a month")
    label = gettext_lazy("Draw up the statements")
    help_text = gettext_lazy(
        "For every customer with a balance or a movement in the month who has none yet. They are drafts until they are sent."
    )
    form_class = MonthForm
    parent = (gettext_lazy("Statements of account"), "statement-list")

    def made_at(self):
        return f"{reverse('statement-list')}?status={Statement.Status.DRAFT}"


class StatementDetail(DetailPage):
    model = Statement
    template_name = "orders/statement/detail.html"
    related = ("customer__owner", "customer__account", "created_by")
    pdf_links = ((gettext_lazy("Statement of account (PDF)"), "statement-pdf", lambda user, statement: True),)
    actions = (
        Action(
            "send",
            gettext_lazy("Issue and send"),
            can_send_statement,
            send_statement,
            to=Statement.Status.SENT,
            style="primary",
            icon="mail-forward",
            form=SendingForm,
            initial=lambda user, statement: {
                "layout": layout_on(statement),
                "email": known_address_of(statement.customer),
            },
            help_text=gettext_lazy("The paper is stored as it is now and cannot be changed."),
        ),
        Action(
            "answer",
            gettext_lazy("Record the reply"),
            can_send_statement,
            record_answer,
            form=AnswerForm,
            to=Statement.Status.CONFIRMED,
            style="success",
            icon="mail-check",
            initial=lambda user, statement: {"customer_balance": statement.closing},
            help_text=gettext_lazy(
                "The same balance confirms the statement; another one is a difference with its reason."
            ),
        ),
        Action(
            "explain",
            gettext_lazy("Explain the difference"),
            can_send_statement,
            explain_difference,
            form=ExplanationForm,
            to=Statement.Status.SETTLED,
            style="primary",
            icon="message-check",
        ),
    )

    def title(self, obj):
        return obj.number

    def subtitle(self, obj):
        return f"{obj.customer.name} · {obj.date_from} – {obj.date_to}"

    def _figures(self, obj):
        shown = None if "all" in self.request.GET else SHOWN
        return read_once(
            obj, f"figures_{shown}", lambda: shown_figures(obj.customer, obj.date_from, obj.date_to, shown)
        )

    def facts(self, obj):
        # A draft goes out with the figures of that moment: until then those of now stand on its page.
        said = self._figures(obj) if obj.status == Statement.Status.DRAFT else obj
        facts = [
            (_("Customer"), obj.customer),
            (_("Responsible rep"), obj.customer.owner),
            (_("Opening balance"), said.opening),
            (_("+ billed"), said.billed),
            (_("− credited"), said.credited),
            (_("− paid"), said.paid),
            *([(_("− written off"), said.written_off)] if said.written_off else []),
            (_("= closing balance"), said.closing),
            (_("of which overdue"), said.overdue),
            (_("Reply by"), obj.return_by),
            (_("Sent on"), obj.sent_on),
            (pgettext("statement", "Layout"), layout_on(obj).label),
        ]
        if obj.sent_on and (mail := paper_letter(obj)):
            facts.append((_("E-mail"), mail_state(mail)))
        if obj.answered_on:
            facts += [
                (_("Answered on"), obj.answered_on),
                (_("Balance according to the customer"), obj.customer_balance),
            ]
        if obj.difference_reason:
            facts.append(Fact(_("Reason of the difference"), obj.difference_reason, wide=True))
        if obj.explanation:
            facts.append(Fact(_("Explanation"), obj.explanation, wide=True))
        return facts

    def extra_context(self, obj):
        user = self.request.user
        figures = self._figures(obj)
        return {
            "figures": figures,
            "row_table": StatementRowTable(movements(figures.rows), user=user),
            "item_table": OpenItemTable(figures.items, user=user),
            # Later bookings into the period: the customer has the issued paper in hand, the books have moved on.
            "moved_on": obj.status != Statement.Status.DRAFT and figures.closing != obj.closing,
        }


class StatementCreate(CreatePage):
    model = Statement
    matrix_key = "payment"
    form_class = StatementForm
    create = make_statement

    def get_initial(self):
        return {**StatementForm.last_month(), **super().get_initial()}


@require_GET
def account_print(request, pk):
    """The account of a customer for any period, with or without paid items, with what is delivered and not billed."""
    require(can_see_receivables(request.user))
    customer = get_object_or_404(Customer.objects.visible_to(request.user).select_related("owner"), pk=pk)
    form = PeriodForm(request.GET)
    if not form.is_valid():
        raise BusinessError(" ".join(text for texts in form.errors.values() for text in texts))
    data = account_paper(customer, user=request.user, **form.cleaned_data)
    return pdf_response(data, f"对账单-{customer.number}.pdf")


@require_GET
def statement_pdf(request, pk):
    """The paper as it was issued, or a draft with its watermark."""
    statement = get_object_or_404(Statement.objects.visible_to(request.user).with_customer(), pk=pk)
    row = issued_statement(statement)
    data = pdf.read(row) if row else draft_paper(statement)
    return pdf_response(data, f"对账单-{statement}.pdf")
