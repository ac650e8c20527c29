"""Pages of doubtful receivables and write-offs (REC-04)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from customers.customer.views import CustomerDetail
from orders.bad_debt.filters import DoubtfulFilters, WriteOffFilters
from orders.bad_debt.forms import RecoveryForm, WriteOffForm, WriteOffProposalForm
from orders.bad_debt.marking import clear_doubtful
from orders.bad_debt.models import DoubtfulReceivable, WriteOff
from orders.bad_debt.permissions import (
    can_clear_doubtful,
    can_edit_write_off,
    can_submit_write_off,
    has_something_to_recover,
    may_propose_write_off,
    reads_write_offs,
)
from orders.bad_debt.recovery import recover
from orders.bad_debt.tables import DoubtfulTable, WriteOffLines, WriteOffTable
from orders.bad_debt.writing_off import propose_write_off, submit_write_off, update_write_off
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import EditPage, ReasonForm
from salesmgmt.core.web.lists import ListPage, Preset, TabList


class DoubtfulList(ListPage):
    model = DoubtfulReceivable
    table_class = DoubtfulTable
    filterset_class = DoubtfulFilters
    help_text = gettext_lazy(
        "Overdue invoices that will hardly be paid: marked by the rep with a risk report, told to his superiors and to "
        "finance at once."
    )
    links = [(gettext_lazy("Write-offs"), "write-off-list", "eraser", reads_write_offs)]
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(pgettext_lazy("receivable", "Doubtful"), f"status={DoubtfulReceivable.Status.DOUBTFUL}"),
        Preset(pgettext_lazy("receivable", "Written off"), f"status={DoubtfulReceivable.Status.BAD}"),
        Preset(gettext_lazy("Mine"), "customer__owner=me"),
    )
    empty_title = gettext_lazy("No doubtful receivables")
    empty_text = gettext_lazy("An overdue invoice is marked as doubtful on its page.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).with_customer()


class CustomerDoubtful(TabList):
    """The same as a tab of the customer's page."""

    model = DoubtfulReceivable
    key = "customer-doubtful"
    table_class = DoubtfulTable
    filterset_class = DoubtfulFilters
    parent = CustomerDetail
    parent_field = "customer"

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).with_customer()


def _whole(user, doubtful):
    return {"amount": doubtful.invoice.open_amount}


class DoubtfulDetail(DetailPage):
    model = DoubtfulReceivable
    related = ("customer__owner", "invoice", "created_by")
    lines_title = gettext_lazy("Write-offs proposed")
    actions = (
        Action(
            "propose",
            gettext_lazy("Propose the write-off"),
            may_propose_write_off,
            propose_write_off,
            form=WriteOffProposalForm,
            initial=_whole,
            style="primary",
            icon="eraser",
            goto=lambda made, doubtful: made.get_absolute_url(),
            help_text=gettext_lazy("A draft at first: attach the evidence to it, then submit it."),
        ),
        Action(
            "recover",
            gettext_lazy("Book a recovery"),
            has_something_to_recover,
            recover,
            form=RecoveryForm,
            initial=lambda user, doubtful: {"amount": doubtful.lost},
            style="primary",
            icon="cash",
            help_text=gettext_lazy("The receivable comes back into the ledger by so much and is paid by this money."),
        ),
        Action(
            "clear",
            gettext_lazy("No longer doubtful"),
            can_clear_doubtful,
            clear_doubtful,
            form=ReasonForm,
            to=DoubtfulReceivable.Status.CLEARED,
            icon="mood-check",
        ),
    )

    def subtitle(self, obj):
        return f"{obj.customer.name} · {obj.invoice}"

    def facts(self, obj):
        facts = [
            (_("Customer"), obj.customer),
            (_("Responsible rep"), obj.customer.owner),
            (_("Invoice"), obj.invoice),
            (_("Payment due on"), obj.invoice.due_date),
            (_("Doubtful since"), obj.marked_on),
            (_("Open when marked"), obj.amount),
            (_("Still open"), obj.invoice.open_amount),
            (_("Cause of the delay"), obj.get_cause_display()),
            (_("Risk report"), obj.risk),
        ]
        if obj.status != obj.Status.DOUBTFUL:
            facts.append((pgettext("receivable", "Ended on"), obj.ended_on))
        if obj.written_off:
            facts += [
                (_("Written off"), obj.written_off),
                (_("Recovered"), obj.recovered),
                (pgettext("receivable", "Lost"), obj.lost),
            ]
        return [
            *facts,
            Fact(_("Why payment is doubtful"), obj.reason, wide=True),
            Fact(pgettext("receivable", "Measures taken"), obj.measures, wide=True),
        ]

    def lines(self, obj):
        rows = list(obj.write_offs.visible_to(self.request.user).select_related("created_by"))
        return WriteOffLines(rows, user=self.request.user) if rows else None


class WriteOffList(ListPage):
    model = WriteOff
    table_class = WriteOffTable
    filterset_class = WriteOffFilters
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("In approval"), f"status={WriteOff.Status.SUBMITTED}"),
        Preset(gettext_lazy("Approved"), f"status={WriteOff.Status.APPROVED}"),
    )
    empty_title = gettext_lazy("No write-offs")
    empty_text = gettext_lazy("A write-off is proposed on the page of a doubtful receivable.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).with_customer()


class WriteOffDetail(DetailPage):
    model = WriteOff
    related = ("customer__owner", "doubtful__invoice", "created_by")
    actions = (
        Action(
            "submit",
            gettext_lazy("Submit for approval"),
            can_submit_write_off,
            submit_write_off,
            to=WriteOff.Status.SUBMITTED,
            style="primary",
            icon="send",
        ),
    )

    def subtitle(self, obj):
        return f"{obj.customer.name} · {obj.doubtful.invoice}"

    def can_edit(self, user, obj):
        return can_edit_write_off(user, obj)

    def facts(self, obj):
        invoice = obj.doubtful.invoice
        return [
            (_("Customer"), obj.customer),
            (_("Responsible rep"), obj.customer.owner),
            (_("Doubtful receivable"), obj.doubtful),
            (_("Invoice"), invoice),
            (_("Amount to be written off"), obj.amount),
            (_("Still open"), invoice.open_amount),
            (_("Risk report"), obj.doubtful.risk),
            (_("Written off on"), obj.decided_on),
            Fact(_("Why nothing more is to be expected"), obj.reason, wide=True),
            Fact(_("What was done and what proves it"), obj.evidence, wide=True),
        ]


class WriteOffEdit(EditPage):
    model = WriteOff
    form_class = WriteOffForm
    update = update_write_off
    may_edit = can_edit_write_off
