"""The manager assesses a risk, gives it to somebody, looks at it again and closes it (RSK-02)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.risk.models import RiskAssessment, RiskReport
from performance.risk.permissions import can_assess_risk, can_close_risk, can_respond_to_risk
from performance.risk.rules import is_high
from performance.risk.states import RiskStatus
from salesmgmt.core.calendar import add_months, today
from salesmgmt.core.domain.notices import notify, notify_roles
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import close_tasks, open_task
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from salesmgmt.core.models import User

REVIEW = "risk_review"
RESPONSE = "risk_response"


@transaction.atomic
def assess_risk(pk: int, user: User, likelihood: int, impact: int, note: str = "") -> RiskReport:
    """reported → assessed; of an assessed one another look. A high one is told to the director (RSK-02).

    The next look is due SET-41 months later.
    """
    risk = lock(RiskReport, pk, "reporter")
    require(can_assess_risk(user, risk))
    if not (1 <= likelihood <= 5 and 1 <= impact <= 5):
        raise BusinessError(_("Likelihood and impact go from 1 to 5."))
    was_high = is_high(risk.level, policy().risk_high_level)
    RiskAssessment.objects.create(risk=risk, likelihood=likelihood, impact=impact, note=note, by=user, on=today())
    found: dict[str, Any] = {
        "likelihood": likelihood,
        "impact": impact,
        "assessed_on": today(),
        "next_review": add_months(today(), policy().risk_months),
    }
    if risk.status == RiskStatus.REPORTED:
        move(risk, RiskStatus.ASSESSED, user, comment=note, **found)
    else:
        change(risk, user, gettext_noop("Assessed again"), comment=note, **found)
    close_tasks(risk, REVIEW, user)
    words = {"what": risk.title, "level": risk.level}
    if is_high(risk.level, policy().risk_high_level) and not was_high:
        notify_roles(
            [Role.DIR], lambda: _("High risk (%(level)d): %(what)s") % words, url=risk.get_absolute_url(), body=note
        )
    notify([risk.reporter], lambda: _("Risk assessed at %(level)d: %(what)s") % words, url=risk.get_absolute_url())
    return risk


@transaction.atomic
def respond_to_risk(pk: int, user: User, response: str, person: User, due_on: dt.date) -> RiskReport:
    """assessed → responding: what is done, by whom, until when; his to-do (RSK-02)."""
    risk = lock(RiskReport, pk, "reporter")
    require(can_respond_to_risk(user, risk))
    if not response.strip():
        raise BusinessError(_("Say what is to be done."))
    if due_on < today():
        raise BusinessError(_("The day until which it is to be done has passed."))
    fields: dict[str, Any] = {"response": response, "response_owner": person, "response_due": due_on}
    if risk.status == RiskStatus.ASSESSED:
        move(risk, RiskStatus.RESPONDING, user, comment=response, **fields)
    else:
        change(risk, user, gettext_noop("Response changed"), comment=response, **fields)
    close_tasks(risk, RESPONSE, user)
    open_task(RESPONSE, risk, person, lambda: _("Risk: %(what)s") % {"what": risk.title}, due_on=due_on, body=response)
    return risk


@transaction.atomic
def close_risk(pk: int, user: User, comment: str) -> RiskReport:
    """→ closed, with what came of it (RSK-02)."""
    risk = lock(RiskReport, pk, "reporter")
    guard(risk, RiskStatus.CLOSED)
    require(can_close_risk(user, risk))
    if not comment.strip():
        raise BusinessError(_("Say what came of it."))
    move(risk, RiskStatus.CLOSED, user, comment=comment, outcome=comment)
    for kind in (REVIEW, RESPONSE):
        close_tasks(risk, kind, user)
    notify([risk.reporter], lambda: _("Risk closed: %(what)s") % {"what": risk.title}, url=risk.get_absolute_url())
    return risk
