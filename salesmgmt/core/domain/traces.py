"""What signing in leaves behind: ended sessions go at once, the log of sign-ins after the days that are set (SET-54)."""

import datetime as dt

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session

from salesmgmt.core.domain.settings import policy


def forget_traces(at: dt.datetime) -> int:
    """For the clock; returns how many rows went. A lock-out is younger than a day and stays."""
    kept_from = at - dt.timedelta(days=policy().sign_in_log_days)
    rows = [Session.objects.filter(expire_date__lt=at)]
    rows += [model.objects.filter(attempt_time__lt=kept_from) for model in (AccessAttempt, AccessFailureLog, AccessLog)]
    return sum(each.delete()[0] for each in rows)
