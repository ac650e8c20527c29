"""Pages of the bank statements that were taken over."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from orders.bank_account.permissions import reads_bank_accounts
from orders.bank_statement.filters import BankStatementFilters
from orders.bank_statement.models import BankStatement
from orders.bank_statement.permissions import can_import_statements, reads_statements
from orders.bank_statement.tables import BankStatementTable
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.detail import DetailPage, Fact
from salesmgmt.core.web.lists import ListPage


class BankStatementList(ListPage):
    model = BankStatement
    key = "bank-statement"
    icon = "building-bank"
    table_class = BankStatementTable
    filterset_class = BankStatementFilters
    create_label = gettext_lazy("Bring in a file")
    links = [
        (gettext_lazy("Bank lines"), "bank-line-list", "list-details", reads_statements),
        (gettext_lazy("Bank accounts"), "bank-account-list", "building-bank", reads_bank_accounts),
    ]
    help_text = gettext_lazy(
        "The files of the banks as they were taken over: each line once, whatever the next file repeats."
    )
    empty_title = gettext_lazy("No bank statement yet")
    empty_text = gettext_lazy("Fetch the file of the month from the bank and bring it in.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("account", "created_by")

    def get_create_address(self):
        return reverse("import-upload", args=["bank_lines"]) if can_import_statements(self.request.user) else ""


class BankStatementDetail(DetailPage):
    model = BankStatement
    related = ("account", "created_by")
    template_name = "orders/bank_statement/detail.html"
    has_attachments = False
    edit_url = None

    def can_edit(self, user, obj):
        return False

    def subtitle(self, obj):
        return obj.account.number

    def facts(self, obj):
        facts = [
            (_("Bank account of ours"), f"{obj.account} ({obj.account.number})"),
            (pgettext("bank statement", "Period"), f"{obj.date_from} – {obj.date_to}"),
            (_("Opening balance of the bank"), obj.opening),
            (pgettext("bank statement", "+ money in"), obj.total_in),
            (pgettext("bank statement", "− money out"), obj.total_out),
            (_("Closing balance of the bank"), obj.closing),
            (pgettext("bank statement", "Difference"), obj.difference),
            (_("Lines in the file"), str(obj.lines_in_file)),
            (_("Lines taken over"), str(obj.taken)),
            (_("Known before"), str(obj.known)),
            (_("Brought in by"), obj.created_by),
            (_("Brought in at"), obj.created_at),
        ]
        return [*facts, Fact(_("File"), obj.file_name, wide=True)] if obj.file_name else facts

    def extra_context(self, obj):
        before = (
            BankStatement.objects.filter(account=obj.account_id, date_to__lt=obj.date_from, closing__isnull=False)
            .order_by("-date_to", "-pk")
            .first()
        )
        gap = obj.opening - before.closing if before is not None and obj.opening is not None else 0
        return {"before": before, "gap_before": gap}

    def _crumbs(self, obj, kind):
        return [Crumb(_("Bank statements"), reverse("bank-statement-list")), Crumb(str(obj))]
