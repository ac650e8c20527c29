"""A dunning letter: drawn up by the run or by hand, brought up to date when it goes out, kept as it was sent (F-30)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.contact.address import address_of
from customers.customer.models import Customer
from orders.account.models import Account
from orders.account.posting import lock_account, lock_with_account
from orders.dunning.contact import log_letter
from orders.dunning.models import CollectionAction, DunnedItem, DunningLetter
from orders.dunning.papers import issue_letter, mail_letter
from orders.dunning.permissions import can_collect, can_send_letter
from orders.dunning.querysets import Terms, to_be_asked_for, with_dunning
from orders.dunning.rules import amounts_of, steps_of, why_no_letter
from orders.dunning.states import LetterStatus, Sending
from orders.invoice.models import Invoice
from orders.payment.models import Payment
from salesmgmt.core import audit, calendar
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.state import guard, lock, move, require

if TYPE_CHECKING:
    from typing import Any

    from orders.account.querysets import AccountQuerySet


def run_over(accounts: AccountQuerySet) -> AccountQuerySet:
    """The dunning run: these accounts with what today's letter would ask for, at which level, and whether it may go."""
    rules = policy()
    steps = steps_of(rules.dunning_steps)
    amounts = (rules.dunning_least_reminder, rules.dunning_least_demand, rules.dunning_least_last)
    return with_dunning(
        accounts,
        Invoice.objects.all(),
        Payment.objects.all(),
        CollectionAction.objects.all(),
        DunningLetter.objects.all(),
        Terms(calendar.today(), steps, amounts_of(*amounts, len(steps)), rules.dunning_gap_days),
    )


def reason_of(found: Any, *, sending: bool = False) -> str:
    """Why an account of the run gets no letter, in words; "" where one is due. When a draft is sent, neither the draft
    itself nor the days since the last letter stand in its way."""
    return why_no_letter(
        found.level,
        None if sending else found.last_sent,
        found.promised,
        calendar.today(),
        policy().dunning_gap_days,
        owed=found.owed,
        free=found.free,
        draft="" if sending else found.draft or "",
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
    reason = reason_of(found)
    if reason:
        raise BusinessError(reason)
    letter = new_letter(found, next_number(DunningLetter.KIND, calendar.today()), user)
    letter.save()
    _write_items(letter)
    audit.record(letter, user, gettext_noop("Drawn up"), to_status=letter.status)
    return letter


def new_letter(found: Any, number: str, user: User) -> DunningLetter:
    """The letter that the run proposes for an account, not saved and without its items."""
    today, rules = calendar.today(), policy()
    return DunningLetter(
        number=number,
        created_by=user,
        customer_id=found.customer_id,
        level=found.level,
        is_last=found.level == len(steps_of(rules.dunning_steps)) > 1,
        date=today,
        deadline=today + dt.timedelta(days=rules.dunning_deadline_days),
        total=found.owed,
        free=found.free,
    )


def items_of(letter: DunningLetter, invoices: list[Invoice]) -> list[DunnedItem]:
    today = calendar.today()
    return [
        DunnedItem(letter=letter, invoice=each, open_amount=each.open_amount, days=each.days_overdue(today))
        for each in invoices
    ]


def _write_items(letter: DunningLetter) -> list:
    """All that may be asked for today, in place of what stood in the draft; gives the invoices."""
    mine = Invoice.objects.filter(customer=letter.customer_id)
    invoices = list(to_be_asked_for(mine, CollectionAction.objects.all(), calendar.today()).oldest_first())
    letter.items.all().delete()
    DunnedItem.objects.bulk_create(items_of(letter, invoices))
    return invoices


@transaction.atomic
def send_letter(pk: int, user: User, sending: str, note: str = "", email: str = "") -> DunningLetter:
    """draft → sent, with the amounts of this moment and the paper that stays (REC-02, F-30).

    By e-mail the paper goes out with a letter to ``email``, or to the address of the customer's contact, with the
    sender's own address for the answer; any other way of sending is recorded.

    BusinessError where everything has been paid, disputed or promised since the draft: then there is nothing to send.
    """
    letter, _account = lock_with_account(DunningLetter, pk)
    guard(letter, LetterStatus.SENT)
    require(can_send_letter(user, letter))
    found = run_over(Account.objects.filter(customer=letter.customer)).first()
    if found is None:
        raise BusinessError(_("Nothing of this customer is overdue any more. Discard the letter."))
    found.level = letter.level  # it goes out as it was drawn up, unless nothing may be asked for
    reason = reason_of(found, sending=True)
    if reason:
        raise BusinessError(reason)
    invoices = _write_items(letter)
    if sending == Sending.MAIL:
        email = email or address_of(letter.customer)
        note = " ".join(filter(None, [email, note]))[:200]
    today = calendar.today()
    fields = {
        "sent_on": today,
        "deadline": max(letter.deadline, today + dt.timedelta(days=1)),
        "total": found.owed,
        "free": found.free,
    }
    letter = move(letter, LetterStatus.SENT, user, sending=sending, note=note, **fields)
    log_letter(letter, user, invoices)
    issue_letter(letter, user)
    if sending == Sending.MAIL:
        mail_letter(letter, user, email)
    return letter
