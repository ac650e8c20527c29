"""The clock of the price adjustments: what is due is in force, and the proposals of the quarter are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from pricing.adjustment.effect import implement_due
from pricing.adjustment.proposal import PROPOSAL_TASK
from pricing.price_list.release import put_due_lists_in_force
from salesmgmt.core.calendar import day_of
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import open_task
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    import datetime as dt


def run_daily(at: dt.datetime) -> int:
    """J11: lists and adjustments whose day has come. Idempotent, and it catches up on days without it."""
    return put_due_lists_in_force(day_of(at)) + implement_due(day_of(at))


def is_proposal_month(day: dt.date, every: int) -> bool:
    """The first of a period of SET-45 months, counted from January: quarterly is January, April, July, October."""
    return (day.month - 1) % every == 0


def ask_for_proposals(at: dt.datetime) -> int:
    """J20: the sales department collects price information and proposes adjustments regularly (PRC-07, SET-45): a to-do
    for every supervisor, or every manager where there is none. Once a period, whoever runs it again."""
    day = day_of(at)
    if not is_proposal_month(day, policy().price_proposal_months):
        return 0
    people = User.objects.with_role(Role.SUP) or User.objects.with_role(Role.MGR)
    key = f"{day:%Y-%m}"

    def words() -> str:
        return _("Collect price information and propose price adjustments (%(period)s)") % {"period": key}

    return sum(open_task(PROPOSAL_TASK, person, person, words, key=key) is not None for person in people)
