"""The clock of a complaint: pure functions of moments (CMP-02, CMP-08)."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from customers.complaint_clock.states import ComplaintSLA
from customers.customer.states import CustomerLocation
from salesmgmt.core.calendar import deadline, is_late

if TYPE_CHECKING:
    from typing import Any

RUNNING, MET, MISSED = ComplaintSLA.RUNNING, ComplaintSLA.MET, ComplaintSLA.MISSED


def deadline_of(received_at: dt.datetime, location_type: str, hours_local: int, hours_remote: int) -> dt.datetime:
    """24 hours in the city, 48 outside, calendar hours from receipt (CMP-02, SET-15, 004 §7.8)."""
    return deadline(received_at, hours_local if location_type == CustomerLocation.LOCAL else hours_remote)


def half_time_of(received_at: dt.datetime, deadline_at: dt.datetime, percent: int) -> dt.datetime:
    """When the supervisor is told (CMP-08, SET-54)."""
    return received_at + (deadline_at - received_at) * percent / 100


def sla_state(deadline_at: dt.datetime, handled_at: dt.datetime | None, now: dt.datetime) -> ComplaintSLA:
    """running, met or missed; handled in the minute of the deadline is met (CMP-02)."""
    if handled_at is not None:
        return MISSED if is_late(deadline_at, handled_at) else MET
    return MISSED if is_late(deadline_at, now) else RUNNING


@dataclass(frozen=True)
class Clock:
    """What a person sees of it; ``tone`` as in the status tags, ``percent`` of the time that is gone."""

    state: str
    tone: str
    words: str
    percent: int
    received_at: dt.datetime
    half_time_at: dt.datetime
    deadline_at: dt.datetime
    handled_at: dt.datetime | None

    @property
    def ticks(self) -> bool:
        return self.handled_at is None

    @property
    def data(self) -> str:
        """What the script of the page needs to say the same, minute by minute."""
        return json.dumps(
            {
                "received": self.received_at.isoformat(),
                "half": self.half_time_at.isoformat(),
                "deadline": self.deadline_at.isoformat(),
                "left": _("%(time)s left"),
                "over": _("overdue by %(time)s"),
                "day": [_days(1), _days(2)],
                "hour": [_hours(1), _hours(2)],
                "minute": [_minutes(1), _minutes(2)],
            }
        )


def clock_of(complaint: Any, now: dt.datetime) -> Clock:
    """The clock of one complaint at a moment."""
    state = sla_state(complaint.deadline_at, complaint.handled_at, now)
    until = complaint.handled_at or now
    whole = complaint.deadline_at - complaint.received_at
    gone = min(max((until - complaint.received_at) / whole, 0), 1)
    return Clock(
        state,
        _tone(complaint, state, now),
        _words(complaint, state, now),
        round(gone * 100),
        complaint.received_at,
        complaint.half_time_at,
        complaint.deadline_at,
        complaint.handled_at,
    )


def _tone(complaint: Any, state: ComplaintSLA, now: dt.datetime) -> str:
    """Green while there is time, amber from half time, red past the deadline; done is green or red."""
    if state == RUNNING:
        return "warn" if now >= complaint.half_time_at else "info"
    return "good" if state == MET else "bad"


def _words(complaint: Any, state: ComplaintSLA, now: dt.datetime) -> str:
    if complaint.handled_at is not None:
        took = span_words(complaint.handled_at - complaint.received_at)
        if state == MET:
            return _("handled in time, after %(time)s") % {"time": took}
        return _("handled late, after %(time)s") % {"time": took}
    if state == RUNNING:
        return _("%(time)s left") % {"time": span_words(complaint.deadline_at - now)}
    return _("overdue by %(time)s") % {"time": span_words(now - complaint.deadline_at)}


def span_words(span: dt.timedelta) -> str:
    """Hours and minutes, from two days on days and hours: the script of the page says it the same way."""
    minutes = max(int(span.total_seconds()), 0) // 60
    days, hours, minutes = minutes // 1440, minutes // 60, minutes % 60
    if days >= 2:
        return _both(_days(days), _hours(hours - days * 24) if hours % 24 else "")
    if hours:
        return _both(_hours(hours), _minutes(minutes) if minutes else "")
    return _minutes(minutes)


def _both(first: str, second: str) -> str:
    return " ".join(filter(None, [first, second]))


def _days(number: int) -> str:
    return ngettext("%(n)d day", "%(n)d days", number) % {"n": number}


def _hours(number: int) -> str:
    return ngettext("%(n)d hour", "%(n)d hours", number) % {"n": number}


def _minutes(number: int) -> str:
    return ngettext("%(n)d minute", "%(n)d minutes", number) % {"n": number}
