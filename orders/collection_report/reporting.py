"""A collection report on its way: drafted from the books, handed in by the rep, acknowledged or returned by finance."""

import datetime as dt
from collections import Counter, defaultdict
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, Sum
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
from salesmgmt.core.domain.numbering import next_numbers
from salesmgmt.core.domain.todo import close_tasks
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.money import ZERO
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import guard, lock, move, require

# The rep's to-do: a draft waits for him.
TO_SUBMIT = "collection-report"


def draft_report(owner: User, date_from: dt.date, date_to: dt.date) -> CollectionReport:
    """The report of a rep and a period, filled from what he announced (REC-03)."""
    return draft_many([(owner, date_from, date_to)])[0]


@transaction.atomic
def draft_many(periods: list[tuple[User, dt.date, dt.date]]) -> list[CollectionReport]:
    """draft_report() for each of these (rep, first day, last day), with a handful of statements for all of them."""
    numbers: dict[dt.date, list[str]] = {}
    for last, times in Counter(last for _owner, _first, last in periods).items():
        numbers[last] = next_numbers(CollectionReport.KIND, times, last)
    reports = CollectionReport.objects.bulk_create(
        CollectionReport(number=numbers[last].pop(0), owner=owner, date_from=first, date_to=last)
        for owner, first, last in periods
    )
    fill(reports)
    audit.record_many(reports, None, gettext_noop("Drawn up"), to_status=CollectionReportStatus.DRAFT)
    return reports


def fill(reports: list[CollectionReport]) -> None:
    """Write the lines anew: payments recorded in the period for the rep's customers, and who of them is overdue now."""
    AnnouncedPayment.objects.filter(report__in=reports).delete()
    OverdueCause.objects.filter(report__in=reports).delete()
    announced = _announced(reports)
    numbers = _invoices_of([each for payments in announced.values() for each in payments])
    AnnouncedPayment.objects.bulk_create(
        AnnouncedPayment(
            report=report,
            payment=each,
            customer=each.customer,
            date=each.date,
            amount=each.amount,
            invoices=numbers[each.pk][:200],
        )
        for report in reports
        for each in announced[report.pk]
    )
    OverdueCause.objects.bulk_create(_causes(reports))
    for report in reports:
        report.total = sum((each.amount for each in announced[report.pk]), ZERO)
    CollectionReport.objects.bulk_update(reports, ["total"])


def _announced(reports: list[CollectionReport]) -> dict[int, list[Payment]]:
    """``{report: payments}``, each rep's of his own period."""
    wanted = Q(pk__in=[])
    for report in reports:
        since, until = calendar.at(report.date_from), calendar.at(report.date_to + dt.timedelta(days=1))
        wanted |= Q(customer__owner=report.owner_id, created_at__gte=since, created_at__lt=until)
    gone = (Payment.Status.REJECTED, Payment.Status.REVERSED)
    rows = Payment.objects.filter(wanted).exclude(status__in=gone).select_related("customer").order_by("date", "pk")
    by_owner: dict[int, list[Payment]] = defaultdict(list)
    for payment in rows:
        by_owner[payment.customer.owner_id].append(payment)
    return {
        report.pk: [
            each
            for each in by_owner[report.owner_id]
            if report.date_from <= calendar.day_of(each.created_at) <= report.date_to
        ]
        for report in reports
    }


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


def _causes(reports: list[CollectionReport]) -> list[OverdueCause]:
    late = Invoice.objects.filter(customer__owner__in=[each.owner_id for each in reports]).overdue(calendar.today())
    owners = dict(late.order_by().values_list("customer", "customer__owner").distinct())
    sums = overdue_of_many(set(owners))
    last = CollectionAction.objects.filter(customer__in=sums).exclude(cause="", promised_on=None)
    learned = {}
    for action in last.order_by("date", "pk"):
        learned[action.customer_id] = action
    return [
        _cause(report, pk, amount, learned.get(pk))
        for report in reports
        for pk, amount in sums.items()
        if owners[pk] == report.owner_id
    ]


def _cause(
    report: CollectionReport, customer_pk: int, amount: Decimal, action: CollectionAction | None
) -> OverdueCause:
    return OverdueCause(
        report=report,
        customer_id=customer_pk,
        overdue=amount,
        cause=action.cause if action else "",
        measure=action.measure if action else "",
        promised_on=action.promised_on if action else None,
    )


@transaction.atomic
def refresh_report(pk: int, user: User) -> CollectionReport:
    """Read the books anew into a draft: what was recorded or learned since."""
    report = lock(CollectionReport, pk, "owner")
    require(can_submit_report(user, report))
    if not report.is_editable:
        raise BusinessError(_("The report has been handed in."))
    fill([report])
    return report


@transaction.atomic
def submit_report(pk: int, user: User, remark: str = "") -> CollectionReport:
    """draft → submitted, with the lines of this moment (REC-03).

    BusinessError where a customer is overdue and no cause was learned: the cause is what finance asks for.
    """
    report = lock(CollectionReport, pk, "owner")
    guard(report, CollectionReportStatus.SUBMITTED)
    require(can_submit_report(user, report))
    fill([report])
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
