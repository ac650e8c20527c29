"""A person takes an alert on, and a manager closes it; a rule is edited (RSK-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.alert.finding import CAUSES, Look
from performance.alert.models import Alert, AlertRule
from performance.alert.permissions import can_acknowledge_alert, can_close_alert, can_edit_rule
from performance.alert.states import BY_SETTING, FIRST_RULES, OVER_MONTHS, YES_OR_NO, AlertStatus
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import close_tasks
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User

TASK = "alert"


def load_first_rules(model: type[Any] = AlertRule) -> None:
    """For the migration, and for a database that was emptied: one row a cause, with the numbers that it begins with."""
    known = set(model.objects.values_list("cause", flat=True))
    rows = [
        model(cause=str(cause), threshold=threshold, clear_at=clear_at, months=months, cases=cases)
        for cause, (threshold, clear_at, months, cases) in FIRST_RULES.items()
        if cause not in known
    ]
    if rows:
        model.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def acknowledge_alert(pk: int, user: User, comment: str) -> Alert:
    """open → acknowledged: somebody takes it on and says what he does (RSK-03)."""
    alert = lock(Alert, pk, "customer__owner", "rule")
    guard(alert, AlertStatus.ACKNOWLEDGED)
    require(can_acknowledge_alert(user, alert))
    if not comment.strip():
        raise BusinessError(_("Say what you do about it."))
    move(
        alert,
        AlertStatus.ACKNOWLEDGED,
        user,
        comment=comment,
        taken_by=user,
        taken_at=timezone.now(),
        measure=comment,
    )
    close_tasks(alert, TASK, user)
    return alert


@transaction.atomic
def close_alert(pk: int, user: User, comment: str) -> Alert:
    """→ closed with a reason, although the cause is still there: no second one is opened before it has gone (RSK-03)."""
    alert = lock(Alert, pk, "customer__owner", "rule")
    guard(alert, AlertStatus.CLOSED)
    require(can_close_alert(user, alert))
    if not comment.strip():
        raise BusinessError(_("Give the reason why the alert is closed."))
    move(alert, AlertStatus.CLOSED, user, comment=comment, outcome=comment, closed_by=user, closed_on=today())
    close_tasks(alert, TASK, user)
    return alert


@transaction.atomic
def edit_rule(pk: int, user: User, **fields: Any) -> AlertRule:
    """New numbers of a rule: they hold from the next daily look on. BusinessError where they would say nothing."""
    rule = lock(AlertRule, pk)
    require(can_edit_rule(user))
    merged = {name: fields.get(name, getattr(rule, name)) for name in ("threshold", "clear_at", "months", "cases")}
    problem = problem_of_rule(rule.cause, **merged)
    if problem:
        raise BusinessError(problem)
    made = change(rule, user, gettext_noop("Edited"), **fields)
    _refuse_flood(made)
    return made


def _refuse_flood(rule: AlertRule) -> None:
    """Numbers that match nearly everything warn of nothing: they are refused with how many alerts they would open."""
    number, most = opens_at_once(rule), policy().most_alerts_at_once
    if number > most:
        raise BusinessError(
            _(
                "With these numbers %(n)d alerts would open at once, more than %(most)d: nobody deals with so many. "
                "Set the limit so that it names what is out of the ordinary."
            )
            % {"n": number, "most": most}
        )


def opens_at_once(rule: AlertRule) -> int:
    """How many alerts the rule would open today that do not hold already."""
    if not rule.is_active:
        return 0
    found = CAUSES[rule.cause].find(Look(today()), rule)
    holding = set(rule.alerts.holding().values_list("object_id", flat=True))
    return len({each.object_id for each in found if each.opens} - holding)


def problem_of_rule(cause: str, threshold: Any, clear_at: Any, months: Any, cases: Any) -> str:
    """What is wrong with the numbers of a rule, in words; nothing where they can be worked with."""
    if cause not in BY_SETTING and cause not in YES_OR_NO and not threshold:
        return _("Say from when on there is an alert; nothing would be without one.")
    if threshold is not None and clear_at is not None and clear_at > threshold:
        return _("An alert ends below the limit from which it opens.")
    if cause in OVER_MONTHS and not months:
        return _("Say over how many months is looked.")
    return ""
