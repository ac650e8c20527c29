"""Job J16: the drafts of the collection reports."""

from __future__ import annotations

import datetime as dt
from functools import partial

from django.db.models import Max
from django.utils.translation import gettext as _

from orders.account.models import Account
from orders.collection_report.models import CollectionReport
from orders.collection_report.reporting import TO_SUBMIT, draft_many
from orders.collection_report.states import CollectionReportStatus
from salesmgmt.core import calendar
from salesmgmt.core.domain.faults import in_batches
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import open_tasks
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role

JOB = "collection-reports"


def period_for(last_end: dt.date | None, day: dt.date, every: int) -> tuple[dt.date, dt.date] | None:
    """(first, last day) of the report that is due on ``day``; None where none is: pure.

    The first report is drawn up on a Monday, every later one ``every`` days after the end of the last; each begins where
    the last ended, so that no payment falls between two.
    """
    yesterday = day - dt.timedelta(days=1)
    if last_end is None:
        return (day - dt.timedelta(days=every), yesterday) if day.weekday() == 0 else None
    if (yesterday - last_end).days < every:
        return None
    return last_end + dt.timedelta(days=1), yesterday


def draft_reports(at: dt.datetime) -> int:
    """A draft for every rep with a customer who has an account, and a to-do to hand it in (REC-03, J16)."""
    day, every = calendar.day_of(at), policy().collection_report_days
    reps = User.objects.with_role(Role.REP).filter(pk__in=Account.objects.values("customer__owner")).order_by("pk")
    live = CollectionReport.objects.exclude(status=CollectionReportStatus.DISCARDED)
    ends = dict(live.order_by().values_list("owner").annotate(end=Max("date_to")))

    due = [(rep, period) for rep in reps if (period := period_for(ends.get(rep.pk), day, every)) is not None]
    periods = dict(due)

    def draft(some: list[User]) -> int:
        reports = draft_many([(rep, *periods[rep]) for rep in some])
        open_tasks(
            TO_SUBMIT, [(each, each.owner, partial(_to_hand_in, each)) for each in reports], due_on=day, tell=True
        )
        return len(reports)

    return in_batches(JOB, [rep for rep, _period in due], draft)


def _to_hand_in(report: CollectionReport) -> str:
    words = {"first": report.date_from.isoformat(), "last": report.date_to.isoformat()}
    return _("Collection report %(first)s – %(last)s: check and hand in") % words
