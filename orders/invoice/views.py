from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.invoice.billed import billed_deliveries
from orders.invoice.filters import InvoiceFilters
from orders.invoice.forms import InvoiceForm, NumberForm, RetentionForm
from orders.invoice.models import Invoice
from orders.invoice.origin import billed_facts
from orders.invoice.permissions import (
    bills,
    can_dispute_invoice,
    can_edit_invoice,
    can_post_invoice,
    can_settle_dispute,
    has_number,
    needs_number,
)
from orders.invoice.posting import (
    cancel_invoice,
    dispute_invoice,
    edit_invoice,
    enter_number,
    post_invoice,
    settle_dispute,
)
from orders.invoice.retention import (
    bill_retention,
    can_bill_retention,
    retained_shown,
    retention_note,
    why_no_retention,
)
from orders.invoice.tables import InvoiceLineTable, InvoiceTable
from salesmgmt.core import registry
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.money import rmb_in_words
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import EditPage, ReasonForm
from salesmgmt.core.web.lists import BulkAction, ListPage, Preset


class InvoiceList(ListPage):
    model = Invoice
    table_class = InvoiceTable
    filterset_class = InvoiceFilters
    edit_fields = ("kind", "due_date", "remark")
    help_text = gettext_lazy(
        "A receivable arises from a signed delivery; a posted invoice is corrected by a credit note."
    )
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("Drafts"), f"status={Invoice.Status.DRAFT}", bills),
        Preset(gettext_lazy("Number missing"), "number_missing=true", bills),
        Preset(gettext_lazy("Still open"), "is_open=true"),
        Preset(gettext_lazy("Overdue"), "overdue=true"),
        Preset(gettext_lazy("Disputed"), "disputed=true"),
        Preset(gettext_lazy("Credit notes"), "source=credit"),
        Preset(gettext_lazy("Credit notes to offset"), "source=credit&is_open=true", bills),
    )
    bulk_actions = (BulkAction("post", gettext_lazy("Post"), bills, post_invoice, icon="check"),)
    empty_title = gettext_lazy("No invoices here")
    empty_text = gettext_lazy("Finance bills signed deliveries; opening balances come by import.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).with_customer()


def number_of(user, invoice):
    return {"kind": invoice.kind, "invoice_no": invoice.invoice_no, "invoice_code": invoice.invoice_code}


def retention_proposed(user, invoice):
    found = retained_shown(invoice)
    return {"percent": found.percent, "due_date": found.due_on} if found else {}


class InvoiceDetail(DetailPage):
    model = Invoice
    template_name = "orders/invoice/detail.html"
    related = ("customer__owner", "corrects", "retention_of", "created_by", "posted_by")
    lines_title = gettext_lazy("Billed positions")
    actions = (
        Action(
            "post",
            gettext_lazy("Post"),
            can_post_invoice,
            post_invoice,
            to=Invoice.Status.POSTED,
            style="primary",
            icon="check",
            confirm=gettext_lazy("Posted invoices cannot be changed, only corrected by a credit note. Post it?"),
        ),
        Action(
            "retention",
            gettext_lazy("Bill the retention money apart"),
            can_bill_retention,
            bill_retention,
            form=RetentionForm,
            icon="shield-check",
            initial=retention_proposed,
            why_not=why_no_retention,
            goto=lambda apart, invoice: apart.get_absolute_url(),
            help_text=gettext_lazy(
                "So many per cent of each line go on a second draft of the same goods, which falls due when the warranty ends."
            ),
        ),
        Action(
            "number",
            gettext_lazy("Enter the invoice number"),
            needs_number,
            enter_number,
            form=NumberForm,
            style="primary",
            icon="numbers",
            initial=lambda user, invoice: {"kind": invoice.kind},
        ),
        Action(
            "correct-number",
            gettext_lazy("Correct the invoice number"),
            has_number,
            enter_number,
            form=NumberForm,
            icon="numbers",
            initial=number_of,
        ),
        Action(
            "dispute",
            gettext_lazy("Customer disputes"),
            can_dispute_invoice,
            dispute_invoice,
            form=ReasonForm,
            icon="message-report",
            order=70,
        ),
        Action(
            "settle",
            gettext_lazy("Dispute settled"),
            can_settle_dispute,
            settle_dispute,
            form=ReasonForm,
            icon="message-check",
            order=70,
        ),
        Action(
            "cancel",
            gettext_lazy("Cancel the draft"),
            can_edit_invoice,
            cancel_invoice,
            form=ReasonForm,
            to=Invoice.Status.CANCELLED,
            icon="x",
            order=70,
        ),
    )

    def title(self, obj):
        return obj.number

    def subtitle(self, obj):
        return " · ".join(filter(None, [obj.customer.name, obj.get_source_display(), obj.invoice_no]))

    def facts(self, obj):
        overdue = obj.days_overdue()
        note = _("%(n)d days overdue") % {"n": overdue} if overdue else retention_note(obj)
        facts = [
            (_("Customer"), obj.customer),
            (_("Responsible rep"), obj.customer.owner),
            (_("Kind of invoice"), obj.get_kind_display()),
            Fact(_("Invoice number"), self._number(obj)),
            *billed_facts(billed_deliveries(obj), self.request.user),
            (_("Invoice date"), obj.date),
            Fact(_("Payment due on"), obj.due_date, note=note),
            (_("Amount, tax included"), obj.amount),
            (_("Net amount"), obj.net),
            (_("Tax"), obj.tax),
            (_("Still open"), obj.open_amount),
        ]
        if obj.retention_of:
            facts.append((_("Retention money of"), obj.retention_of))
        facts += [(_("Retention money on"), each) for each in Invoice.objects.retaining(obj)]
        if obj.is_credit:
            facts += [(_("Corrects"), obj.corrects), (_("Reason of the credit note"), obj.get_red_reason_display())]
        if obj.disputed:
            facts.append(Fact(_("Disputed because"), obj.dispute_reason or _("not said"), wide=True))
        if obj.remark:
            facts.append(Fact(_("Remark"), obj.remark, wide=True))
        return facts

    def _number(self, obj):
        if not obj.invoice_no:
            return _("not there yet")
        return " ".join(filter(None, [obj.invoice_code, obj.invoice_no]))

    def fact_groups(self, obj):
        buyer = [
            (_("Invoice title"), obj.title),
            (_("Taxpayer number"), obj.tax_number),
            (_("Bank of the buyer"), obj.bank),
            (_("Bank account"), obj.bank_account),
            (_("Address"), obj.address),
            (_("Phone"), obj.phone),
        ]
        return [(_("Buyer"), buyer)]

    def lines(self, obj):
        lines = list(obj.lines.all())  # an opening balance has none
        return InvoiceLineTable(lines, user=self.request.user) if lines else None

    def extra_context(self, obj):
        return {
            **registry.fact("invoice", "allocations", obj, user=self.request.user),
            "credit_notes": list(obj.credit_notes.order_by("pk")),
            "words": rmb_in_words(obj.amount, whole_after_jiao=policy().round_words_after_jiao),
            "exposure": registry.fact("customer", "exposure", obj.customer),
        }


class InvoiceEdit(EditPage):
    model = Invoice
    form_class = InvoiceForm
    update = edit_invoice
