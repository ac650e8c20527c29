"""The work of the clock: when each job last ran, what it did, when it runs next; and "run now"."""

from dataclasses import dataclass
from typing import Any

from cron_descriptor import ExpressionDescriptor, Options
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from salesmgmt.core import registry
from salesmgmt.core.domain import periodic, watch
from salesmgmt.core.models import PeriodicRun, PeriodicState
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb

LOCALES = {"zh-hans": "zh_CN", "zh-hant": "zh_TW"}


@dataclass(frozen=True)
class JobRow:
    job: Any
    when: str
    next_at: Any
    last: PeriodicRun | None
    wanted_at: Any
    is_late: bool


WEEKDAYS = (
    gettext_noop("Sunday"),
    gettext_noop("Monday"),
    gettext_noop("Tuesday"),
    gettext_noop("Wednesday"),
    gettext_noop("Thursday"),
    gettext_noop("Friday"),
    gettext_noop("Saturday"),
)


def in_words(cron):
    """The timetable in the reader's language."""
    minute, hour, day, month, weekday = cron.split()
    clock = f"{int(hour):02d}:{int(minute):02d}" if minute.isdecimal() and hour.isdecimal() else ""
    if minute.isdecimal() and int(minute) and (hour, day, month, weekday) == ("*",) * 4:
        return _("hourly at minute %(minute)s") % {"minute": int(minute)}
    if clock and (day, month, weekday) == ("1", "1,4,7,10", "*"):
        return _("on the first day of a quarter at %(clock)s") % {"clock": clock}
    if clock and (day, month, weekday) == ("1", "1", "*"):
        return _("on 1 January at %(clock)s") % {"clock": clock}
    if clock and (day, month) == ("*", "*"):
        if weekday == "*":
            return _("daily at %(clock)s") % {"clock": clock}
        if weekday.isdecimal():
            return _("%(weekday)s at %(clock)s") % {"weekday": _(WEEKDAYS[int(weekday) % 7]), "clock": clock}
    options = Options()
    options.use_24hour_time_format = True
    options.locale_code = LOCALES.get(get_language(), "en_US")
    return ExpressionDescriptor(cron, options).get_description()


def jobs_page(request):
    """Two queries whatever the number of jobs."""
    require(may_at_all(request.user, "settings", "R"))
    now = timezone.now()
    latest = PeriodicRun.objects.order_by("key", "-pk").distinct("key").select_related("started_by")
    last = {run.key: run for run in latest}
    states = {state.key: state for state in PeriodicState.objects.all()}
    late = watch.late_jobs(now, states)
    rows = [
        JobRow(
            job,
            in_words(job.cron),
            periodic.next_slot(job, now),
            last.get(job.key),
            states[job.key].wanted_at if job.key in states else None,
            job.key in late,
        )
        for job in registry.periodic_jobs()
    ]
    context = {
        "rows": rows,
        "may_run": may_at_all(request.user, "settings", "U"),
        "title": _("Jobs of the clock"),
        "crumbs": [Crumb(_("Jobs of the clock"))],
    }
    return render(request, "core/jobs.html", context)


def job_runs(request, key):
    """The last runs of one job."""
    require(may_at_all(request.user, "settings", "R"))
    job = registry.periodic_job(key)
    if job is None:
        raise Http404
    runs = PeriodicRun.objects.filter(key=key).select_related("started_by")[:50]
    crumbs = [Crumb(_("Jobs of the clock"), reverse("jobs")), Crumb(job.label)]
    return render(request, "core/job_runs.html", {"job": job, "runs": runs, "title": job.label, "crumbs": crumbs})


@require_POST
def run_now(request, key):
    if registry.periodic_job(key) is None:
        raise Http404
    periodic.want_job(key, request.user)
    messages.success(request, _("The job starts in a moment. Reload the page to see what it did."))
    return redirect("jobs")
