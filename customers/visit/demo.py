"""The demo company's visits: two months of weeks, and the week that is running."""

import datetime as dt
from itertools import cycle

from django.utils import timezone

from customers.customer.states import CustomerStatus
from customers.visit import planning as visits
from customers.visit.demo_words import PURPOSES, REPORTS
from customers.visit.key_customer import alert_key_visits
from customers.visit.models import Visit, VisitReport
from customers.visit.querysets import HELD
from customers.visit.report import remind_of_reports, report_visit
from salesmgmt.core import audit, calendar
from salesmgmt.core.domain.numbering import next_numbers
from salesmgmt.core.search import prepare

WEEKS = 8
REPS = ("rep1", "rep2", "rep3", "rep4")


def build(company):
    _past_weeks(company)
    _this_week(company)
    moment = timezone.now()
    remind_of_reports(moment)
    alert_key_visits(moment)


def _active(company, account):
    owner = getattr(company, account)
    return owner, [
        each
        for each in company.customers.values()
        if each.owner_id == owner.pk and each.status == CustomerStatus.ACTIVE
    ]


def _past_weeks(company):
    """Held and reported visits of past weeks, in bulk: some reps reach two a week, some do not."""
    monday = calendar.week_bounds(calendar.today())[0]
    rows, purposes, hours = [], cycle(PURPOSES), cycle((9, 10, 14, 15, 16))
    for back in range(WEEKS, 0, -1):
        first = monday - dt.timedelta(days=7 * back)
        for diligence, account in enumerate(REPS):
            owner, customers = _active(company, account)
            for place, customer in enumerate(customers):
                for time in range(2 if (place + back) % (3 + diligence) else 1):
                    at = calendar.at(first + dt.timedelta(days=(place * 2 + time * 3) % 5), dt.time(next(hours)))
                    rows.append(_held(customer, owner, at, next(purposes), (place + time + back) % 4 == 0))
    for number, visit in zip(next_numbers("visit", len(rows), monday), rows, strict=True):
        visit.number = number
    made = Visit.objects.bulk_create(prepare(rows), batch_size=500)
    reports = cycle(REPORTS)
    VisitReport.objects.bulk_create(
        [_report(visit, next(reports)) for visit in made if visit.status == Visit.Status.REPORTED], batch_size=500
    )


def _held(customer, owner, moment, purpose, is_unplanned):
    return Visit(
        customer=customer,
        visitor=owner,
        created_by=owner,
        contact=customer.contacts.first(),
        day=moment.date(),
        time=None if is_unplanned else moment.time(),
        purpose=purpose,
        is_unplanned=is_unplanned,
        visited_at=moment,
        status=HELD[1],
        checked_in_at=moment,
        latitude="29.563010",
        longitude="106.551557",
        accuracy=25,
    )


def _report(visit, words):
    topics, needs, questions, feedback, next_step = words
    return VisitReport(
        visit=visit,
        topics=topics,
        needs=needs,
        questions=questions,
        feedback=feedback,
        next_step=next_step,
        next_on=visit.day + dt.timedelta(days=10),
        reported_by=visit.visitor,
        reported_at=visit.visited_at + dt.timedelta(hours=3),
    )


def _this_week(company):
    """Planned, agreed, cancelled, visited without report, reported with its to-do; the manager visits as well."""
    today = calendar.today()
    purposes, words = cycle(PURPOSES), cycle(REPORTS)
    for account in REPS:
        owner, customers = _active(company, account)
        for days, customer in enumerate(customers[:6]):
            day = today + dt.timedelta(days=days)
            contact = customer.contacts.first() if days % 3 != 2 else None
            visit = visits.plan_visit(
                owner,
                customer=customer,
                day=day,
                purpose=next(purposes),
                contact=contact,
                time=dt.time(9 + days) if contact else None,
            )
            if days == 4:
                visits.cancel_visit(visit.pk, owner, "客户临时出差，改约下周")
        late = visits.log_visit(
            owner,
            customer=customers[0],
            visited_at=timezone.now() - dt.timedelta(hours=30),
            purpose="送样件并了解装车情况",
            contact=customers[0].contacts.first(),
        )
        audit.record(late, owner, "Activity", comment="电话确认样件已收到")
        topics, needs, questions, feedback, next_step = next(words)
        held = visits.log_visit(
            owner,
            customer=customers[1],
            visited_at=timezone.now() - dt.timedelta(hours=5),
            purpose=next(purposes),
            contact=customers[1].contacts.first(),
        )
        report_visit(
            held.pk,
            owner,
            topics=topics,
            needs=needs,
            questions=questions,
            feedback=feedback,
            next_step=next_step,
            next_on=today + dt.timedelta(days=5),
        )
    key = company.customers["远航商用车"]
    visits.log_visit(
        company.manager,
        customer=key,
        visited_at=timezone.now() - dt.timedelta(days=3),
        purpose="征求对产品和服务的意见，了解同行供货情况",
    )
