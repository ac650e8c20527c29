"""Is everything at work that nobody looks at: worker, clock, mail, backup, disk, jobs? And who is told when it is not."""

import datetime as dt
import logging
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Min, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from salesmgmt.core.domain import mailing, periodic
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.queueing import enqueue
from salesmgmt.core.models import ExportJob, Heartbeat, ImportJob, Letter, Notice, PeriodicState, QueueFault, User
from salesmgmt.core.output.letters import letter, site_address
from salesmgmt.core.permissions import Role
from salesmgmt.core.registry import periodic_jobs

logger = logging.getLogger(__name__)

# Technical limits, no business rules. The clock strikes every minute, a backup is made every night.
CLOCK_LATE = dt.timedelta(minutes=5)
FILES_LATE = dt.timedelta(minutes=15)
MAIL_LATE = dt.timedelta(minutes=15)
BACKUP_LATE = dt.timedelta(hours=26)
JOB_LATE = dt.timedelta(hours=1)
# Of the disk that holds the files so much must be free.
FREE_PART, FREE_BYTES = 0.05, 1 << 30
# Who was told of a trouble is told again when it lasts so long.
TOLD_AGAIN = dt.timedelta(hours=24)

CLOCK, FILES, BACKUP = "clock", "files", "backup"


@dataclass(frozen=True)
class Check:
    """``trouble(now)`` gives a sentence, or "" where all is well."""

    key: str
    label: Any
    trouble: Callable


@dataclass(frozen=True)
class Finding:
    key: str
    label: Any
    trouble: str


def note(key: str, text: str = "") -> None:
    """A sign of life."""
    Heartbeat.objects.update_or_create(key=key, defaults={"at": timezone.now(), "note": text[:300]})


def last_sign(key: str) -> dt.datetime | None:
    return Heartbeat.objects.filter(key=key).values_list("at", flat=True).first()


def beat_of_the_clock() -> None:
    """Done by the worker each minute when beat says so: both are alive. The queue of files is asked to answer, too."""
    note(CLOCK)
    enqueue("salesmgmt.core.tasks.files_alive")


def _silent_since(key: str, limit: dt.timedelta, now: dt.datetime) -> str:
    seen = last_sign(key)
    if seen is not None and now - seen <= limit:
        return ""
    return _("last seen %(time)s") % {"time": f"{timezone.localtime(seen):%Y-%m-%d %H:%M}"} if seen else _("never seen")


def clock_trouble(now: dt.datetime) -> str:
    """Beat sends every minute, the worker takes it: whichever of them, or Redis, stands still."""
    return _silent_since(CLOCK, CLOCK_LATE, now)


def files_trouble(now: dt.datetime) -> str:
    return _silent_since(FILES, FILES_LATE, now)


def mail_trouble(now: dt.datetime) -> str:
    """The server is silent, or the oldest letter waits too long."""
    queues = (mailing.QUEUE, mailing.LETTERS, mailing.password_limit.QUEUE)
    silent = QueueFault.objects.filter(queue__in=queues, content_type=None).first()
    if silent is not None and now - silent.first_at > MAIL_LATE:
        return silent.reason
    waiting = {"mailed_at": None, "mail_attempts__lt": mailing.ATTEMPTS}
    wanted_later = Q(user__mail_rhythm=User.MailRhythm.DAILY) | Q(user__quiet_from__isnull=False)
    notices = Notice.objects.filter(**waiting).exclude(wanted_later)
    ages = [rows.aggregate(oldest=Min("created_at"))["oldest"] for rows in (notices, Letter.objects.filter(**waiting))]
    oldest = min((age for age in ages if age), default=None)
    if oldest is None or now - oldest <= MAIL_LATE:
        return ""
    return _("a letter waits since %(time)s") % {"time": f"{timezone.localtime(oldest):%Y-%m-%d %H:%M}"}


def backup_trouble(now: dt.datetime) -> str:
    """What is only tried needs none."""
    if not settings.PRODUCTION:
        return ""
    return _silent_since(BACKUP, BACKUP_LATE, now)


def disk_trouble(now: dt.datetime) -> str:
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    disk = shutil.disk_usage(settings.MEDIA_ROOT)
    if disk.free >= FREE_BYTES and disk.free >= disk.total * FREE_PART:
        return ""
    return _("only %(free).1f GB free") % {"free": disk.free / (1 << 30)}


def late_jobs(now: dt.datetime, states: dict | None = None) -> set[str]:
    """The keys of the jobs whose moment has passed for an hour without their having been done."""
    if states is None:
        states = {state.key: state for state in PeriodicState.objects.all()}
    done = {key: state.last_slot for key, state in states.items() if state.last_slot is not None}
    known = [job for job in periodic_jobs() if job.key in done]
    return {job.key for job in known if periodic.next_slot(job, done[job.key]) + JOB_LATE < now}


def jobs_trouble(now: dt.datetime) -> str:
    late = late_jobs(now)
    return "、".join(str(job.label) for job in periodic_jobs() if job.key in late)


def work_trouble(now: dt.datetime) -> str:
    """Exports and imports that nobody takes."""
    waiting = [
        model.objects.filter(status=model.Status.QUEUED, heartbeat_at__lt=now - FILES_LATE).count()
        for model in (ExportJob, ImportJob)
    ]
    return _("%(number)d wait") % {"number": sum(waiting)} if sum(waiting) else ""


CHECKS = (
    Check("clock", gettext_lazy("Worker and clock"), clock_trouble),
    Check("files", gettext_lazy("Worker of exports and imports"), files_trouble),
    Check("work", gettext_lazy("Exports and imports"), work_trouble),
    Check("jobs", gettext_lazy("Jobs of the clock"), jobs_trouble),
    Check("mail", gettext_lazy("Mail"), mail_trouble),
    Check("backup", gettext_lazy("Backup"), backup_trouble),
    Check("disk", gettext_lazy("Disk"), disk_trouble),
)


def look(now: dt.datetime | None = None) -> list[Finding]:
    """Every check, with what is wrong or ""."""
    now = now or timezone.now()
    return [Finding(check.key, check.label, check.trouble(now)) for check in CHECKS]


def troubles(now: dt.datetime | None = None) -> list[Finding]:
    return [finding for finding in look(now) if finding.trouble]


def tell(now: dt.datetime | None = None) -> list[Finding]:
    """Tell the administrators what is newly wrong, by the channel that still works; returns what was told.

    A notice in the program always; a letter by the worker, or, where the worker is what stands still, from here.
    """
    now = now or timezone.now()
    found = troubles(now)
    told = dict(Heartbeat.objects.filter(key__startswith="told-").values_list("key", "at"))
    Heartbeat.objects.filter(key__startswith="told-").exclude(key__in=[f"told-{each.key}" for each in found]).delete()
    new = [each for each in found if f"told-{each.key}" not in told or now - told[f"told-{each.key}"] > TOLD_AGAIN]
    if not new:
        return []
    for each in new:
        note(f"told-{each.key}", each.trouble)
    people = list(User.objects.with_role(Role.ADM))
    worker_works = not {"clock", "mail"} & {each.key for each in found}
    made = notify(people, lambda: sentence(new), url=reverse("system-status"))
    # The letter goes from here where the worker cannot, and to the addresses that are told of errors.
    addresses = {address for _name, address in settings.ADMINS}
    if worker_works:
        for address in sorted(addresses):
            mailing.write_letter(address, str(sentence(new)), str(text_of(new)))
    else:
        Notice.objects.filter(pk__in=[notice.pk for notice in made]).update(mailed_at=now)
        for address in sorted(addresses | {person.email for person in people if person.email}):
            send_now(address, new)
    return new


def sentence(findings: list[Finding]) -> str:
    return _("The program needs attention: %(what)s") % {"what": "、".join(str(each.label) for each in findings)}


def text_of(findings: list[Finding]) -> str:
    lines = [f"{each.label}: {each.trouble}" for each in findings]
    return "\n".join([*lines, "", site_address(reverse("system-status"))])


def send_now(address: str, findings: list[Finding]) -> None:
    """Without the queue: it is the queue that stands still. A mail server that is down too is in the log."""
    person = User.objects.filter(email__iexact=address, is_active=True).first()
    with translation.override(person.language if person else settings.LANGUAGE_CODE):
        try:
            letter(sentence(findings), text_of(findings), [address]).send()
        except OSError as failure:
            logger.error("nobody can be told by mail: %s (%s)", sentence(findings), failure)
