"""When a letter goes out and which: pure (REC-02)."""

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from salesmgmt.core.money import ZERO


def steps_of(text: str) -> list[int]:
    """Days overdue from which each level is due: "1,30,60" gives [1, 30, 60], three levels."""
    return [int(part) for part in text.split(",")]


def amounts_of(reminder: Decimal, demand: Decimal, last_notice: Decimal, levels: int) -> list[Decimal]:
    """The least sum overdue for each level, by what the level is called."""
    found = [demand] * levels
    found[-1] = last_notice
    found[0] = reminder
    return found


def next_level(oldest_days: int, owed: Decimal, last_level: int, steps: list[int], least: list[Decimal]) -> int:
    """The highest level of which age of the oldest item and sum are reached, never two steps at once; 0 for none.

    ``last_level`` is that of the last letter of which an item is still open, 0 without one. The last level is repeated.
    """
    levels = enumerate(zip(steps, least, strict=True), 1)
    return max(
        (level for level, (days, sum_) in levels if level <= last_level + 1 and oldest_days >= days and owed >= sum_),
        default=0,
    )


def why_no_letter(
    level: int,
    last_sent: dt.date | None,
    promised: dt.date | None,
    day: dt.date,
    gap: int,
    *,
    owed: Decimal = ZERO,
    free: Decimal = ZERO,
    draft: str = "",
) -> str:
    """The reason for leaving a customer out of a run; "" where a letter is due.

    ``owed`` is what a letter would ask for, without what is promised for ``promised`` or later. ``free`` is what he paid or
    was credited and no invoice has taken: who has paid all of it gets no letter.
    """
    if draft:
        return _("The draft %(number)s waits to be sent.") % {"number": draft}
    if promised is not None and promised >= day and not owed:
        return _("Payment is promised for %(day)s.") % {"day": promised.isoformat()}
    if level == 0:
        return _("Not overdue for long enough, or too small an amount.")
    if free and free >= owed:
        return _("Money that is not allocated yet covers it: allocate it first.")
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
