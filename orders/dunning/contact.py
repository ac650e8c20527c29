"""What is done about overdue money: recorded once, never changed (REC-02)."""

import datetime as dt
from collections import defaultdict
from decimal import Decimal

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.customer.models import Customer
from orders.account.posting import checked_amount, lock_account
from orders.dunning.models import CollectionAction, DunningLetter
from orders.dunning.permissions import can_collect
from orders.dunning.states import Way
from orders.invoice.models import Invoice
from salesmgmt.core import audit, calendar
from salesmgmt.core.domain.todo import close_tasks, open_tasks
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.state import require

# The rep's to-do of a promise that was not kept.
BROKEN_PROMISE = "broken-promise"


@transaction.atomic
def log_about_invoice(
    pk: int,
    user: User,
    *,
    date: dt.date,
    way: str,
    measure: str,
    cause: str = "",
    spoke_with: str = "",
    promised_on: dt.date | None = None,
    promised_amount: Decimal | None = None,
) -> CollectionAction:
    """The contact about one overdue invoice; see log_action()."""
    invoice = Invoice.objects.select_related("customer__owner").get(pk=pk)
    return log_action(
        invoice.customer_id,
        user,
        invoices=[invoice],
        date=date,
        way=way,
        measure=measure,
        cause=cause,
        spoke_with=spoke_with,
        promised_on=promised_on,
        promised_amount=promised_amount,
    )


@transaction.atomic
def log_action(
    customer_pk: int,
    user: User,
    *,
    date: dt.date,
    way: str,
    measure: str,
    invoices: list[Invoice] | None = None,
    cause: str = "",
    spoke_with: str = "",
    promised_on: dt.date | None = None,
    promised_amount: Decimal | None = None,
) -> CollectionAction:
    """The rep reached the customer about overdue invoices: cause, measure, promise (REC-02, 002-1 §12.2).

    Without ``invoices`` it is about all that is overdue. A promise silences the dunning until its day; a promise that
    runs out unpaid comes back as a to-do of the rep. BusinessError where nothing is overdue, where the day lies in the
    future, or where neither cause nor promise was learned.
    """
    account = lock_account(customer_pk)
    customer = Customer.objects.select_related("owner").get(pk=account.customer_id)
    require(can_collect(user, customer))
    today = calendar.today()
    if date > today:
        raise BusinessError(_("A contact is recorded when it has taken place."))
    if not measure.strip():
        raise BusinessError(_("Say what was agreed or what is done next."))
    if way != Way.LETTER and not cause and promised_on is None:
        raise BusinessError(_("Give the cause of the delay or the day for which payment was promised."))
    if promised_on is not None and promised_on < date:
        raise BusinessError(_("Payment is promised for a day after the contact."))
    if promised_amount is not None:
        promised_amount = checked_amount(promised_amount)
        if promised_on is None:
            raise BusinessError(_("A promised amount needs the day for which it was promised."))
    overdue = Invoice.objects.filter(customer=customer).overdue(today)
    wanted = {invoice.pk for invoice in invoices} if invoices else None
    about = [invoice for invoice in overdue.oldest_first() if wanted is None or invoice.pk in wanted]
    if not about:
        raise BusinessError(_("Nothing of this customer is overdue."))
    if wanted is not None and len(about) < len(wanted):
        raise BusinessError(_("One of the invoices is no longer overdue. Please look at them again."))
    action = CollectionAction.objects.create(
        customer=customer,
        date=date,
        way=way,
        measure=measure.strip(),
        cause=cause,
        spoke_with=spoke_with.strip(),
        promised_on=promised_on,
        promised_amount=promised_amount,
        created_by=user,
    )
    action.invoices.set(about)
    close_tasks(customer, BROKEN_PROMISE, user)
    for invoice in about:
        audit.record(invoice, user, gettext_noop("Collection action"), comment=action.measure)
    return action


def log_letter(letter: DunningLetter, user: User, invoices: list[Invoice]) -> CollectionAction:
    """A letter that went out is a collection action about each of its items."""
    action = CollectionAction.objects.create(
        customer=letter.customer,
        date=letter.sent_on,
        way=Way.LETTER,
        measure=str(letter),
        letter=letter,
        created_by=user,
    )
    action.invoices.set(invoices)
    return action


def return_broken_promises(at: dt.datetime) -> int:
    """Job: promises whose day has passed without the money come back to the rep, once each; returns how many (REC-02).

    A promise counts as kept when nothing of what it was about is overdue any more.
    """
    day = calendar.day_of(at)
    unpaid = Invoice.objects.overdue(day)
    of_it = unpaid.filter(collection_actions=OuterRef(OuterRef("pk")))
    later = CollectionAction.objects.filter(customer=OuterRef("customer"), pk__gt=OuterRef("pk"), invoices__in=of_it)
    run_out = CollectionAction.objects.filter(~Exists(later), promised_on__lt=day, invoices__in=unpaid).distinct()
    waiting: dict[int, list[CollectionAction]] = defaultdict(list)
    for action in run_out.select_related("customer__owner").order_by("pk"):
        waiting[action.customer_id].append(action)
    opened = 0
    while waiting:  # one promise of each customer after the other
        opened += _promises_broken({pk: actions.pop(0) for pk, actions in waiting.items()}, day)
        waiting = defaultdict(list, {pk: actions for pk, actions in waiting.items() if actions})
    return opened


def _promises_broken(of_customer: dict[int, CollectionAction], day: dt.date) -> int:
    rows = [
        (
            action.customer,
            action.customer.owner,
            lambda action=action: (
                _("%(customer)s has not paid as promised for %(day)s")
                % {"customer": action.customer, "day": action.promised_on.isoformat()}
            ),
        )
        for action in of_customer.values()
    ]
    made = open_tasks(
        BROKEN_PROMISE, rows, key=lambda customer: f"promise-{of_customer[customer.pk].pk}", due_on=day, tell=True
    )
    return len(made)
