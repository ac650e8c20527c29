"""A collection report on its way: drafted from the books, handed in by the rep, acknowledged or returned by finance."""

import datetime as dt
from collections import defaultdict

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.allocation.models import Allocation
from orders.allocation.proposal import propose
from orders.collection_report.models import AnnouncedPayment, CollectionReport, OverdueCause
from orders.collection_report.permissions import can_acknowledge_report, can_submit_report
from orders.collection_report.states import CollectionReportStatus
from orders.dunning.models import CollectionAction
from orders.invoice.models import Invoice
from orders.payment.exposure import overdue_of_many
from orders.payment.models import Payment
from salesmgmt.core import audit, calendar
from salesmgmt.core.domain.notices import notify, notify_roles
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.todo import close_tasks
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.money import ZERO
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import guard, lock, move, require

# The rep's to-do: a draft waits for him.
TO_SUBMIT = "collection-report"


@transaction.atomic
def draft_report(owner: User, date_from: dt.date, date_to: dt.date) -> CollectionReport:
    """The report of a rep and a period, filled from what he announced (REC-03)."""
    report = CollectionReport.objects.create(
        number=next_number(CollectionReport.KIND, date_to),
        owner=owner,
        date_from=date_from,
        date_to=date_to,
    )
    fill(report)
    audit.record(report, None, gettext_noop("Drawn up"), to_status=report.status)
    return report


def fill(report: CollectionReport) -> None:
    """Write the lines anew: payments recorded in the period for the rep's customers, and who of them is overdue now."""
    report.payments.all().delete()
    report.causes.all().delete()
    payments = _announced(report)
    numbers = _invoices_of(payments)
    AnnouncedPayment.objects.bulk_create(
        [
            AnnouncedPayment(
                report=report,
                payment=each,
                customer=each.customer,
                date=each.date,
                amount=each.amount,
                invoices=numbers[each.pk][:200],
            )
            for each in payments
        ]
    )
    OverdueCause.objects.bulk_create(_causes(report))
    report.total = sum((each.amount for each in payments), ZERO)
    report.save(update_fields=["total"])


def _announced(report: CollectionReport) -> list:
    since, until = calendar.at(report.date_from), calendar.at(report.date_to + dt.timedelta(days=1))
    rows = Payment.objects.filter(customer__owner=report.owner_id, created_at__gte=since, created_at__lt=until)
    gone = (Payment.Status.REJECTED, Payment.Status.REVERSED)
    return list(rows.exclude(status__in=gone).select_related("customer").order_by("date", "pk"))


def _invoices_of(payments: list[Payment]) -> dict[int, str]:
    """``{payment: numbers}`` of the invoices it was set against; of money not allocated yet, what the oldest-first proposal
    would pay. Two queries, however many payments."""
    against: dict[int, list[str]] = defaultdict(list)
    sums = Allocation.objects.filter(payment__in=payments).order_by().values_list("payment", "invoice__number")
    for pk, number, amount in sums.annotate(sum=Sum("amount")):
        if amount:
            against[pk].append(number)
    open_items: dict[int, list[Invoice]] = defaultdict(list)
    waiting = {each.customer_id for each in payments if each.pk not in against}
    for invoice in Invoice.objects.filter(customer__in=waiting).bills_open().oldest_first():
        open_items[invoice.customer_id].append(invoice)
    found = {}
    for each in payments:
        proposed = () if each.pk in against else propose(each.amount, open_items[each.customer_id])
        numbers = sorted(against.get(each.pk, ())) or [invoice.number for invoice, _amount in proposed]
        found[each.pk] = "、".join(numbers)
    return found


def _causes(report: CollectionReport) -> list:
    owned = Invoice.objects.filter(customer__owner=report.owner_id).overdue(calendar.today())
    sums = overdue_of_many(set(owned.values_list("customer", flat=True)))
    last = CollectionAction.objects.filter(customer__in=sums).exclude(cause="", promised_on=None)
    learned = {}
    for action in last.order_by("date", "pk"):
        learned[action.customer_id] = action
    found = []
    for pk, amount in sums.items():
        action = learned.get(pk)
        found.append(
            OverdueCause(
                report=report,
                customer_id=pk,
                overdue=amount,
                cause=action.cause if action else "",
                measure=action.measure if action else "",
                promised_on=action.promised_on if action else None,
            )
        )
    return found


@transaction.atomic
def refresh_report(pk: int, user: User) -> CollectionReport:
    """Read the books anew into a draft: what was recorded or learned since."""
    report = lock(CollectionReport, pk, "owner")
    require(can_submit_report(user, report))
    if not report.is_editable:
        raise BusinessError(_("The report has been handed in."))
    fill(report)
    return report


@transaction.atomic
def submit_report(pk: int, user: User, remark: str = "") -> CollectionReport:
    """draft → submitted, with the lines of this moment (REC-03).

    BusinessError where a customer is overdue and no cause was learned: the cause is what finance asks for.
    """
    report = lock(CollectionReport, pk, "owner")
    guard(report, CollectionReportStatus.SUBMITTED)
    require(can_submit_report(user, report))
    fill(report)
    causes = report.causes.select_related("customer")
    silent = [str(each.customer) for each in causes if not each.cause and each.promised_on is None]
    if silent:
        raise BusinessError(
            _("Record the cause of the delay first: %(customers)s.") % {"customers": "、".join(silent[:5])}
        )
    move(report, CollectionReportStatus.SUBMITTED, user, remark=remark.strip(), submitted_at=timezone.now())
    close_tasks(report, TO_SUBMIT, user)
    notify_roles(
        [Role.FIN],
        lambda: _("Collection report of %(person)s") % {"person": report.owner},
        url=report.get_absolute_url(),
    )
    return report


@transaction.atomic
def acknowledge_report(pk: int, user: User) -> CollectionReport:
    """submitted → acknowledged by finance (REC-03)."""
    report = lock(CollectionReport, pk, "owner")
    guard(report, CollectionReportStatus.ACKNOWLEDGED)
    require(can_acknowledge_report(user, report))
    return move(report, CollectionReportStatus.ACKNOWLEDGED, user, acknowledged_by=user, acknowledged_at=timezone.now())


@transaction.atomic
def return_report(pk: int, user: User, comment: str) -> CollectionReport:
    """submitted → draft: finance says what does not agree, the rep corrects and hands in again (REC-03)."""
    report = lock(CollectionReport, pk, "owner")
    guard(report, CollectionReportStatus.DRAFT)
    require(can_acknowledge_report(user, report))
    move(report, CollectionReportStatus.DRAFT, user, comment=comment, submitted_at=None)
    notify(
        [report.owner],
        lambda: _("Collection report returned: %(reason)s") % {"reason": comment},
        url=report.get_absolute_url(),
    )
    return report
