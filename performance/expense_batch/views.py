"""Pages of payment batches."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_GET

from performance.expense_batch.batching import make_batch, pay_batch, return_payment, undo_batch
from performance.expense_batch.files import take_file
from performance.expense_batch.filters import (
    ExpenseBatchFilters,
    ToPayFilters,
)
from performance.expense_batch.forms import BatchForm, PayBatchForm, ReturnForm
from performance.expense_batch.models import ExpenseBatch, PayoutLayout
from performance.expense_batch.papers import batch_pdf
from performance.expense_batch.permissions import (
    can_end_batch,
    can_make_batch,
    can_return_payment,
    can_take_file,
    reads_batches,
    reads_payee_accounts,
)
from performance.expense_batch.querysets import to_pay
from performance.expense_batch.tables import (
    BatchedClaimTable,
    ExpenseBatchTable,
    ToPayTable,
)
from performance.expense_claim.models import ExpenseClaim
from salesmgmt.core.money import rmb_in_words
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import ReasonForm
from salesmgmt.core.web.issued import pdf_response
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
    pdf_links = ((gettext_lazy("List of payments"), "expense-batch-pdf", lambda user, batch: True),)
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
        Action(
            "return",
            pgettext_lazy("payment batch", "Payment came back"),
            lambda user, batch: can_return_payment(user, batch) and batch.lines.returnable().exists(),
            return_payment,
            form=ReturnForm,
            icon="arrow-back",
            help_text=pgettext_lazy(
                "payment batch",
                "The bank sent one payment back: its claim can be paid again, in a later batch. Its claimant is told.",
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
            *(
                [Fact(pgettext("payment batch", "Came back"), returned, price=False)]
                if (returned := obj.returned)
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
def expense_batch_pdf(request, pk):
    """The list that is signed before the bank pays."""
    rows = ExpenseBatch.objects.visible_to(request.user).select_related("created_by", "paid_by", "account")
    batch = get_object_or_404(rows, pk=pk)
    return pdf_response(batch_pdf(batch), f"{batch.number}.pdf")


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
