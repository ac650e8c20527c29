"""What a person, and the people he leads, did in a period, read from the records (TEAM-05)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from customers.lead.models import Lead
from customers.visit.models import Visit
from orders.receivables.collection import collected
from performance.coaching.people import people_of
from performance.collection.result import collected_between
from performance.metric.by_person import collected_entries, orders_between
from performance.metric.responsibility import Responsibility
from performance.team.figures import Period, progress_in
from performance.work_report.models import WorkReportLine, WorkReportPerson
from performance.work_report.states import LineKind
from salesmgmt.core.calendar import day_of
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from orders.account.models import LedgerEntry
    from orders.order.models import Order
    from performance.work_report.models import WorkReport
    from salesmgmt.core.models import User


def visits_of(person: User, first: dt.date, last: dt.date) -> Any:
    """Visits he held himself in the period."""
    rows = Visit.objects.held().between(first, last).filter(visitor=person)
    return rows.select_related("customer").order_by("day", "pk")


def leads_of(person: User, first: dt.date, last: dt.date) -> Any:
    """Leads that are his and were entered in the period."""
    return Lead.objects.filter(owner=person, created_at__date__range=(first, last)).order_by("created_at", "pk")


def orders_of(person: User, first: dt.date, last: dt.date) -> Any:
    """Orders dated in the period of the customers that were his on their day: what the team page counts."""
    rows = orders_between(first, last).filter(Responsibility(first).of([person.pk], "customer", "order_date"))
    return rows.select_related("customer").order_by("order_date", "pk")


def collections_of(person: User, first: dt.date, last: dt.date) -> Any:
    """Confirmed payments by the day of receipt, and reversals, of the customers that were his on it."""
    rows = collected_entries(first, last).filter(Responsibility(first).of([person.pk], "account__customer", "date"))
    return rows.select_related("account__customer").order_by("date", "pk")


def people_in(report: WorkReport) -> list[WorkReportPerson]:
    """What each of those whom the writer leads did in the period: the figures of the team page (TEAM-05, TEAM-02)."""
    people = list(people_of(report.employee).exclude(pk=report.employee_id).order_by("username"))
    if not people:
        return []
    period = Period("", report.date_from, report.date_to, report.date_to)
    collections = collected_between(report.employee, period.first, period.last)
    return [
        WorkReportPerson(
            report=report,
            person=row.person,
            visits=row.visits,
            leads=row.leads,
            orders=row.orders,
            ordered=row.order_amount,
            collected=row.collected,
        )
        for row in progress_in(people, [period], [collections], with_notes=False)[0]
    ]


def fill(report: WorkReport) -> dict:
    """Write the lines of a draft anew from the records; gives the sums that belong on it (TEAM-05)."""
    period = (report.employee, report.date_from, report.date_to)
    visits, leads, orders = list(visits_of(*period)), list(leads_of(*period)), list(orders_of(*period))
    entries = collections_of(*period)
    report.people.all().delete()
    WorkReportPerson.objects.bulk_create(people_in(report))
    report.lines.all().delete()
    WorkReportLine.objects.bulk_create(
        [
            *(_visit(report, each) for each in visits),
            *(_lead(report, each) for each in leads),
            *(_order(report, each) for each in orders),
            *(_payment(report, each) for each in entries),
        ]
    )
    return {
        "visits": len(visits),
        "leads": len(leads),
        "orders": len(orders),
        "ordered": sum((each.amount for each in orders), ZERO),
        "collected": collected(entries),
    }


def _visit(report: WorkReport, visit: Visit) -> WorkReportLine:
    return WorkReportLine(
        report=report,
        kind=LineKind.VISIT,
        date=visit.day,
        customer=visit.customer.name,
        what=visit.purpose,
        visit=visit,
    )


def _lead(report: WorkReport, lead: Lead) -> WorkReportLine:
    return WorkReportLine(
        report=report,
        kind=LineKind.LEAD,
        date=day_of(lead.created_at),
        customer=lead.company,
        what=str(lead.get_source_display()),
        lead=lead,
    )


def _order(report: WorkReport, order: Order) -> WorkReportLine:
    return WorkReportLine(
        report=report,
        kind=LineKind.ORDER,
        date=order.order_date,
        customer=order.customer.name,
        what=order.number,
        amount=order.amount,
        order=order,
    )


def _payment(report: WorkReport, entry: LedgerEntry) -> WorkReportLine:
    """Money that came in, less than nothing where the bank took it back or the customer was paid it back."""
    return WorkReportLine(
        report=report,
        kind=LineKind.PAYMENT,
        date=entry.date,
        customer=entry.account.customer.name,
        what=str(entry.get_kind_display()),
        amount=-entry.amount,
        **{"refund_id" if entry.is_refund else "payment_id": entry.object_id},
    )
