"""What grows and nobody looks at any more goes by the clock, after the days that are set (SET-54), some thousand rows at a time."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.db import transaction

from salesmgmt.core.domain.settings import policy
from salesmgmt.core.models import ExportJob, FormToken, Letter, Notice, PasswordRequest

if TYPE_CHECKING:
    from django.db.models import QuerySet

BATCH = 2000


def forget_traces(at: dt.datetime) -> int:
    """For the clock: what signing in leaves behind; returns how many rows went. Ended sessions go at once, the log of
    sign-ins after its days. A lock-out is younger than a day and stays."""
    kept_from = at - dt.timedelta(days=policy().sign_in_log_days)
    rows = [Session.objects.filter(expire_date__lt=at)]
    rows += [model.objects.filter(attempt_time__lt=kept_from) for model in (AccessAttempt, AccessFailureLog, AccessLog)]
    return sum(forget(each) for each in rows)


def forget_ended(at: dt.datetime) -> int:
    """For the clock: read notices, and what the program has finished; returns how many rows went.

    A letter with a paper stays, for the page of its document says by it whether it went out; so does the log of exports.
    """
    ended = at - dt.timedelta(days=policy().ended_work_days)
    read = at - dt.timedelta(days=policy().read_notice_days)
    rows: list[QuerySet] = [
        Notice.objects.filter(created_at__lt=read, read_at__isnull=False),
        Letter.objects.filter(mailed_at__lt=ended, paper_id=None),
        ExportJob.objects.filter(finished_at__lt=ended, stored_name=""),
        FormToken.objects.filter(created_at__lt=ended),
        # No limit looks further back.
        PasswordRequest.objects.filter(asked_at__lt=at - dt.timedelta(days=1)),
    ]
    return sum(forget(each) for each in rows)


def forget(rows: QuerySet) -> int:
    """Delete these rows, BATCH of them in a transaction; returns how many."""
    count = 0
    while pks := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            count += rows.model._base_manager.filter(pk__in=pks).delete()[0]
    return count
