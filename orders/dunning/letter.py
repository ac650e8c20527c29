"""A dunning letter: drawn up by the run or by hand, brought up to date when it goes out, kept as it was sent (F-30)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.customer.models import Customer
from orders.account.models import Account
from orders.account.posting import lock_account, lock_with_account
from orders.dunning.contact import log_letter
from orders.dunning.models import CollectionAction, DunnedItem, DunningLetter
from orders.dunning.papers import issue_letter
from orders.dunning.permissions import can_collect, can_send_letter
from orders.dunning.querysets import to_be_dunned, with_dunning
from orders.dunning.rules import steps_of, why_no_letter
from orders.dunning.states import LetterStatus
from orders.invoice.models import Invoice
from orders.payment.exposure import exposure_of
from salesmgmt.core import audit, calendar
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.money import ZERO
from salesmgmt.core.state import guard, lock, move, require

if TYPE_CHECKING:
    from orders.account.querysets import AccountQuerySet


def run_over(accounts: AccountQuerySet) -> AccountQuerySet:
    """The dunning run: these accounts with what today's letter would ask for, at which level, and whether it may go."""
    rules = policy()
    return with_dunning(
        accounts,
        Invoice.objects.all(),
        CollectionAction.objects.all(),
        DunningLetter.objects.all(),
        calendar.today(),
        steps_of(rules.dunning_steps),
        rules.dunning_gap_days,
    )


@transaction.atomic
def draft_letter(account_pk: int, user: User) -> DunningLetter:
    """The draft of the letter that is due to the customer of an account (REC-02); BusinessError says why none is."""
    customer = lock(Account, account_pk, "customer__owner").customer
    return _draft(customer, user)


@transaction.atomic
def draft_for_customer(pk: int, user: User) -> DunningLetter:
    """The same from the customer's page."""
    account = lock_account(pk)
    return _draft(Customer.objects.select_related("owner").get(pk=account.customer_id), user)


def _draft(customer: Customer, user: User) -> DunningLetter:
    require(can_collect(user, customer))
    if DunningLetter.objects.filter(customer=customer, status=LetterStatus.DRAFT).exists():
        raise BusinessError(_("There is a draft of a dunning letter to this customer already."))
    found = run_over(Account.objects.filter(customer=customer)).first()
    if found is None:
        raise BusinessError(_("Nothing of this customer is overdue without being in dispute."))
    today, rules = calendar.today(), policy()
    reason = why_no_letter(found.level, found.last_sent, found.promised, today, rules.dunning_gap_days)
    if reason:
        raise BusinessError(reason)
    letter = DunningLetter.objects.create(
        number=next_number(DunningLetter.KIND, today),
        created_by=user,
        customer=customer,
        level=found.level,
        is_last=found.level == len(steps_of(rules.dunning_steps)) > 1,
        date=today,
        deadline=today + dt.timedelta(days=rules.dunning_deadline_days),
    )
    _write_items(letter)
    audit.record(letter, user, gettext_noop("Drawn up"), to_status=letter.status)
    return letter


def _write_items(letter: DunningLetter) -> list:
    """All that may be asked for today, in place of what stood in the draft; gives the invoices."""
    today = calendar.today()
    invoices = list(to_be_dunned(Invoice.objects.filter(customer=letter.customer), today).oldest_first())
    letter.items.all().delete()
    DunnedItem.objects.bulk_create(
        [
            DunnedItem(letter=letter, invoice=each, open_amount=each.open_amount, days=each.days_overdue(today))
            for each in invoices
        ]
    )
    letter.total = sum((each.open_amount for each in invoices), ZERO)
    letter.free = exposure_of(letter.customer).unallocated
    letter.save(update_fields=["total", "free"])
    return invoices


@transaction.atomic
def send_letter(pk: int, user: User, sending: str, note: str = "") -> DunningLetter:
    """draft → sent, with the amounts of this moment and the paper that stays (REC-02, F-30).

    BusinessError where everything has been paid, disputed or promised since the draft: then there is nothing to send.
    """
    letter, _account = lock_with_account(DunningLetter, pk)
    guard(letter, LetterStatus.SENT)
    require(can_send_letter(user, letter))
    invoices = _write_items(letter)
    if not invoices:
        raise BusinessError(_("Nothing of this customer is overdue any more. Discard the letter."))
    found = run_over(Account.objects.filter(customer=letter.customer)).first()
    today = calendar.today()
    reason = why_no_letter(letter.level, None, found.promised, today, policy().dunning_gap_days)
    if reason:
        raise BusinessError(reason)
    deadline = max(letter.deadline, today + dt.timedelta(days=1))
    letter = move(letter, LetterStatus.SENT, user, sent_on=today, deadline=deadline, sending=sending, note=note)
    log_letter(letter, user, invoices)
    issue_letter(letter, user)
    return letter
