"""When a letter goes out and which: pure (REC-02)."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def steps_of(text: str) -> list[int]:
    """Days overdue from which each level is due: "1,30,60" gives [1, 30, 60], three levels."""
    return [int(part) for part in text.split(",")]


def next_level(oldest_days: int, last_level: int, steps: list[int]) -> int:
    """The level by the age of the oldest item, but never two steps at once; 0 while it is too young.

    ``last_level`` is that of the last letter of which an item is still open, 0 without one. The last level is repeated.
    """
    by_age = sum(oldest_days >= least for least in steps)
    return min(by_age, last_level + 1, len(steps))


def why_no_letter(level: int, last_sent: dt.date | None, promised: dt.date | None, day: dt.date, gap: int) -> str:
    """The reason for leaving a customer out of a run; "" where a letter is due."""
    if level == 0:
        return _("Not overdue for long enough.")
    if promised is not None and promised >= day:
        return _("Payment is promised for %(day)s.") % {"day": promised.isoformat()}
    if last_sent is not None and last_sent > day - dt.timedelta(days=gap):
        return _("The last letter went out on %(day)s.") % {"day": last_sent.isoformat()}
    return ""


def name_of_level(level: int, levels: int) -> str:
    """提醒函, 催款函 and, at the last of several, 最后通知."""
    if level == levels and levels > 1:
        return pgettext("dunning", "Last notice")
    if level == 1:
        return pgettext("dunning", "Reminder")
    return pgettext("dunning", "Demand for payment")


def is_neglected(due: dt.date, last_action: dt.date | None, day: dt.date, days: int) -> bool:
    """Overdue for ``days`` days or longer, and nothing done about it in that time; the day itself counts (REC-02)."""
    since = day - dt.timedelta(days=days)
    return due <= since and (last_action is None or last_action <= since)
