"""Pages of payment batches, of the accounts of payees, and of the layouts of the banks' files."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_GET

from performance.expense_batch.batching import make_batch, pay_batch, undo_batch
from performance.expense_batch.files import take_file
from performance.expense_batch.filters import (
    ExpenseBatchFilters,
    PayeeAccountFilters,
    PayoutLayoutFilters,
    ToPayFilters,
)
from performance.expense_batch.forms import BatchForm, PayBatchForm, PayeeAccountForm, PayoutLayoutForm
from performance.expense_batch.keeping import (
    create_layout,
    create_payee_account,
    update_layout,
    update_payee_account,
)
from performance.expense_batch.models import ExpenseBatch, PayeeAccount, PayoutLayout
from performance.expense_batch.permissions import (
    can_edit_payee_account,
    can_end_batch,
    can_keep_layouts,
    can_keep_payee_account,
    can_make_batch,
    can_take_file,
    reads_batches,
    reads_payee_accounts,
)
from performance.expense_batch.querysets import to_pay
from performance.expense_batch.tables import (
    BatchedClaimTable,
    ExpenseBatchTable,
    PayeeAccountTable,
    PayoutLayoutTable,
    ToPayTable,
)
from performance.expense_claim.models import ExpenseClaim
from salesmgmt.core.money import rmb_in_words
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage, ReasonForm
from salesmgmt.core.web.lists import BulkAction, ListPage


class ExpenseBatchList(ListPage):
    model = ExpenseBatch
    table_class = ExpenseBatchTable
    filterset_class = ExpenseBatchFilters
    links = (
        (pgettext_lazy("payment batch", "Payee accounts"), "payee-account-list", "id", reads_payee_accounts),
        (
            pgettext_lazy("payment batch", "Layouts of payment files"),
            "payout-layout-list",
            "table-options",
            reads_batches,
        ),
    )
    empty_title = pgettext_lazy("payment batch", "No payment batches yet")
    empty_text = pgettext_lazy(
        "payment batch", "Choose audited claims in the list of claims and put them into one batch."
    )

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("created_by")


class ClaimsToPay(ListPage):
    """Audited claims: those chosen become one batch."""

    model = ExpenseClaim
    key = "claims-to-pay"
    title = pgettext_lazy("payment batch", "Expense claims to pay out")
    icon = "cash"
    table_class = ToPayTable
    filterset_class = ToPayFilters
    bulk_actions = (
        BulkAction(
            "batch",
            pgettext_lazy("payment batch", "Pay in one batch"),
            can_make_batch,
            make_batch,
            icon="cash",
            form=BatchForm,
            together=True,
            goto=lambda batch: batch.get_absolute_url(),
        ),
    )
    links = (
        (pgettext_lazy("payment batch", "Payment batches"), "expense-batch-list", "files", reads_batches),
        (pgettext_lazy("payment batch", "Payee accounts"), "payee-account-list", "id", reads_payee_accounts),
    )
    opens_on = ""
    empty_title = pgettext_lazy("payment batch", "Nothing to pay out")
    empty_text = pgettext_lazy("payment batch", "Claims stand here from the audit until they are in a batch or paid.")

    @classmethod
    def may_open(cls, user):
        return can_make_batch(user)

    @classmethod
    def base_queryset(cls, user):
        return to_pay(super().base_queryset(user)).select_related("claimant__payee_account")


class ExpenseBatchDetail(DetailPage):
    model = ExpenseBatch
    related = ("created_by", "paid_by", "account")
    template_name = "performance/expense_batch/detail.html"
    lines_title = gettext_lazy("Expense claims")
    actions = (
        Action(
            "pay",
            pgettext_lazy("payment batch", "Record as paid"),
            can_end_batch,
            pay_batch,
            form=PayBatchForm,
            to=ExpenseBatch.Status.PAID,
            style="success",
            icon="cash",
            help_text=pgettext_lazy(
                "payment batch", "Every claim of the batch is paid in one act, and each claimant is told."
            ),
        ),
        Action(
            "undo",
            pgettext_lazy("payment batch", "Undo"),
            can_end_batch,
            undo_batch,
            form=ReasonForm,
            to=ExpenseBatch.Status.UNDONE,
            icon="arrow-back-up",
            help_text=pgettext_lazy(
                "payment batch", "Its claims may be paid otherwise. Do it before the bank has the file."
            ),
        ),
    )

    def facts(self, obj):
        return [
            Fact(pgettext("payment batch", "To be paid"), obj.amount, price=False),
            (pgettext("payment batch", "In words"), rmb_in_words(obj.amount)),
            (pgettext("payment batch", "Claims"), str(obj.count)),
            (pgettext("payment batch", "Purpose"), obj.purpose),
            (pgettext("payment batch", "Paid from"), str(obj.account) if obj.account else "—"),
            *([(pgettext("expense claim", "Paid out on"), obj.paid_on)] if obj.paid_on else []),
            *(
                [(pgettext("expense claim", "Reference of the payment"), obj.payment_reference)]
                if obj.payment_reference
                else []
            ),
            (pgettext("payment batch", "Fingerprint"), obj.fingerprint[:16]),
        ]

    def lines(self, obj):
        return BatchedClaimTable(obj.lines.select_related("claim"), user=self.request.user)

    def extra_context(self, obj):
        may_take = bool(can_take_file(self.request.user, obj))
        return {
            "layouts": PayoutLayout.objects.in_use() if may_take else [],
            "may_pay": bool(can_end_batch(self.request.user, obj)),
        }


@require_GET
def expense_batch_file(request, pk, layout):
    """The file for the bank; who fetched it stands in the export log."""
    batch = get_object_or_404(ExpenseBatch.objects.visible_to(request.user).select_related("created_by"), pk=pk)
    chosen = get_object_or_404(PayoutLayout.objects.visible_to(request.user).in_use(), pk=layout)
    data, name, mime = take_file(batch, chosen, request.user)
    response = HttpResponse(data, content_type=mime)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


class PayeeAccountList(ListPage):
    model = PayeeAccount
    key = "payee-account"
    matrix_key = "payee_account"
    icon = "id"
    table_class = PayeeAccountTable
    filterset_class = PayeeAccountFilters
    create_url = "payee-account-create"
    help_text = pgettext_lazy("payment batch", "Where each person is paid his expenses.")
    empty_title = pgettext_lazy("payment batch", "No payee account yet")
    empty_text = pgettext_lazy("payment batch", "State the account to which expenses are paid.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("person")


class PayoutLayoutList(ListPage):
    model = PayoutLayout
    key = "payout-layout"
    matrix_key = "expense_batch"
    icon = "table-options"
    table_class = PayoutLayoutTable
    filterset_class = PayoutLayoutFilters
    create_url = "payout-layout-create"
    help_text = pgettext_lazy(
        "payment batch", "The headers of your bank's form for many payments, and what stands below each."
    )

    @classmethod
    def may_open(cls, user):
        return reads_batches(user)


class KeptPage:
    """What is kept in a list, without a page of its own."""

    list_url = ""

    def get_success_url(self, document):
        return reverse(self.list_url)

    def get_cancel_url(self, obj):
        return reverse(self.list_url)

    def get_crumbs(self, obj):
        label = self.model._meta.verbose_name_plural
        return [Crumb(str(label).capitalize(), reverse(self.list_url)), Crumb(self.get_title())]


class PayeePage(KeptPage):
    model = PayeeAccount
    form_class = PayeeAccountForm
    list_url = "payee-account-list"


class PayeeAccountCreate(PayeePage, CreatePage):
    title = pgettext_lazy("payment batch", "New payee account")
    create = create_payee_account

    def check_may(self, obj):
        require(can_keep_payee_account(self.request.user))

    def get_initial(self):
        found = super().get_initial()
        return {**found, "holder": self.request.user.name} if not can_keep_layouts(self.request.user) else found


class PayeeAccountEdit(PayeePage, EditPage):
    update = update_payee_account
    may_edit = can_edit_payee_account

    def get_object(self):
        rows = PayeeAccount.objects.visible_to(self.request.user).select_related("person")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_title(self):
        return _("Account of %(person)s") % {"person": self.get_object().person}


class LayoutPage(KeptPage):
    model = PayoutLayout
    form_class = PayoutLayoutForm
    list_url = "payout-layout-list"

    def check_may(self, obj):
        require(can_keep_layouts(self.request.user))


class PayoutLayoutCreate(LayoutPage, CreatePage):
    title = pgettext_lazy("payment batch", "New layout of a payment file")
    create = create_layout


class PayoutLayoutEdit(LayoutPage, EditPage):
    update = update_layout

    def get_object(self):
        require(reads_batches(self.request.user))
        return get_object_or_404(PayoutLayout, pk=self.kwargs["pk"])

    def get_title(self):
        return _("Layout %(name)s") % {"name": self.get_object()}
