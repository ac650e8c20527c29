"""The dunning run over many customers at once: drafts of the letters that are due, few statements of SQL for each (REC-02)."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.customer.models import Customer
from orders.account.models import Account
from orders.customer_run.states import RunKind
from orders.customer_run.working import Outcome, Work, register_run
from orders.dunning.letter import items_of, new_letter, reason_of, run_over
from orders.dunning.models import CollectionAction, DunnedItem, DunningLetter
from orders.dunning.permissions import can_collect, can_dun
from orders.dunning.querysets import to_be_asked_for, to_be_dunned
from orders.dunning.states import LetterStatus
from orders.invoice.models import Invoice
from salesmgmt.core import audit, calendar
from salesmgmt.core.domain.numbering import next_numbers
from salesmgmt.core.lock_order import lock_roots

if TYPE_CHECKING:
    from orders.customer_run.models import CustomerRun
    from salesmgmt.core.models import User


@transaction.atomic
def draft_many(accounts: list[int], user: User, run: CustomerRun | None = None) -> Outcome:
    """The drafts that are due to a part of the accounts; of each other the reason why he gets none."""
    rows = Account.objects.filter(pk__in=accounts)
    lock_roots(Customer, rows.values_list("customer", flat=True))
    left_out: Counter = Counter()
    due = []
    for found in run_over(rows).select_related("customer__owner").order_by("customer_id"):
        reason = _reason(found, user)
        if reason:
            left_out[reason] += 1
        else:
            due.append(found)
    _write(due, user)
    return Outcome(len(due), left_out)


def _reason(found: Any, user: User) -> str:
    """Without the days and numbers of the single customer, so that they can be counted."""
    if not can_collect(user, found.customer):
        return _("Customer of another representative.")
    if found.draft:
        return _("A draft waits to be sent.")
    reason = reason_of(found)
    if reason and found.promised and not found.owed:
        return _("Payment is promised.")
    if reason and found.level and found.last_sent and not (found.free and found.free >= found.owed):
        return _("The last letter went out a short time ago.")
    return reason


def _write(due: list[Any], user: User) -> None:
    if not due:
        return
    invoices = defaultdict(list)
    open_items = Invoice.objects.filter(customer__in=[found.customer_id for found in due])
    actions = CollectionAction.objects.all()
    for invoice in to_be_asked_for(open_items, actions, calendar.today()).oldest_first():
        invoices[invoice.customer_id].append(invoice)
    numbers = next_numbers(DunningLetter.KIND, len(due), calendar.today())
    letters = [new_letter(found, number, user) for found, number in zip(due, numbers, strict=True)]
    DunningLetter.objects.bulk_create(letters)
    items = [item for letter in letters for item in items_of(letter, invoices[letter.customer_id])]
    DunnedItem.objects.bulk_create(items, batch_size=2000)
    audit.record_many(letters, user, gettext_noop("Drawn up"), to_status=LetterStatus.DRAFT)


def _accounts(user: User, run: CustomerRun) -> Any:
    """Who has something overdue; the rest is looked at part by part."""
    overdue = to_be_dunned(Invoice.objects.all(), calendar.today()).order_by().values("customer")
    return Account.objects.visible_to(user).filter(customer__in=overdue)


def register() -> None:
    register_run(RunKind.LETTERS, Work(can_dun, _accounts, draft_many))
