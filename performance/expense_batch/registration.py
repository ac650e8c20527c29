"""What payment batches tell core, and what they answer claims."""

from django.utils.translation import pgettext_lazy

from performance.expense_batch.batching import batch_of
from performance.expense_batch.models import ExpenseBatch
from performance.expense_batch.permissions import can_make_batch, reads_batches, reads_payee_accounts
from performance.expense_batch.querysets import to_pay
from performance.expense_batch.states import ExpenseBatchStatus
from performance.expense_claim.models import ExpenseClaim
from salesmgmt.core import registry
from salesmgmt.core.web.status import register_tones


def register():
    registry.register_document(
        ExpenseBatch,
        "EPB",
        pgettext_lazy("payment batch", "Payment batch"),
        pgettext_lazy("payment batch", "Payment batches"),
        "files",
        "expense-batch-list",
        search=False,
    )
    registry.register_menu(
        "money",
        pgettext_lazy("payment batch", "Expense claims to pay out"),
        "claims-to-pay",
        "cash",
        can_make_batch,
        82,
    )
    registry.register_menu(
        "money", pgettext_lazy("payment batch", "Payment batches"), "expense-batch-list", "files", reads_batches, 83
    )
    registry.register_menu(
        "money",
        pgettext_lazy("payment batch", "Payee accounts"),
        "payee-account-list",
        "id",
        reads_payee_accounts,
        84,
    )
    register_tones(warn=[ExpenseBatchStatus.OPEN], good=[ExpenseBatchStatus.PAID])
    registry.register_fact("expense_claim", "batch", batch_of)
    registry.register_section(
        "expense_claim", registry.Section("batch", "performance/expense_batch/_section.html", _of_claim)
    )
    registry.register_home_card(
        "claims-to-pay",
        pgettext_lazy("payment batch", "Expense claims to pay out"),
        can_make_batch,
        lambda user: to_pay(ExpenseClaim.objects.visible_to(user)),
        "claims-to-pay",
        icon="cash",
        order=53,
    )
    registry.register_home_card(
        "batches-to-pay",
        pgettext_lazy("payment batch", "Payment batches to be paid"),
        can_make_batch,
        lambda user: ExpenseBatch.objects.visible_to(user).filter(status=ExpenseBatchStatus.OPEN),
        f"expense-batch-list?status={ExpenseBatchStatus.OPEN}",
        icon="files",
        order=54,
    )


def _of_claim(claim, user):
    """Which batch pays it or has paid it, and what the bank sent back: the claimant may know, though he does not open it."""
    batch, returned = batch_of(claim), list(claim.batched.came_back().select_related("batch"))
    return {"batch": batch, "returned": returned, "may_open": reads_batches(user)} if batch or returned else None
