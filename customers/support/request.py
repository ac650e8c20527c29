"""Departments confirm that a complex project can be done (OPP-03, 002-3 §3.3.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.opportunity.models import Opportunity
from customers.opportunity.pursuit import advance, move_part
from customers.solution.models import Solution
from customers.support.models import SupportRequest
from customers.support.permissions import can_answer_support, can_ask_support
from salesmgmt.core import audit, words
from salesmgmt.core.domain.notices import acknowledge, finish, notify, notify_department
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import lock, move, require
from salesmgmt.core.states import DepartmentNoticeStatus

if TYPE_CHECKING:
    import datetime as dt

    from customers.support.querysets import SupportRequestQuerySet
    from salesmgmt.core.models import DepartmentNotice, User


def latest_answers(requests: SupportRequestQuerySet) -> list:
    """The newest question to each department; what was cancelled was never asked. Pure."""
    latest = {}
    for request in sorted(requests, key=lambda each: each.pk):
        if request.status != SupportRequest.Status.CANCELLED:
            latest[request.department] = request
    return list(latest.values())


def support_problems(is_complex: bool, requests: SupportRequestQuerySet, solution: Solution = None) -> list:
    """What stands between a project and its quote, as sentences: a complex one needs at least one department, and the
    last word of each asked must be that this version of the solution can be done (OPP-03). Pure."""
    if not is_complex:
        return []
    latest = latest_answers(requests)
    if not latest:
        return [_("A complex project: ask the departments concerned whether it can be done.")]
    waiting = [str(each.get_department_display()) for each in latest if each.status == SupportRequest.Status.ASKED]
    refused = [
        str(each.get_department_display()) for each in latest if each.status == SupportRequest.Status.NOT_FEASIBLE
    ]
    about = solution.pk if solution else None
    former = [
        str(each.get_department_display())
        for each in latest
        if each.status == SupportRequest.Status.FEASIBLE and each.solution_id != about
    ]
    problems = []
    if waiting:
        problems.append(_("No answer yet from: %(who)s.") % {"who": "、".join(waiting)})
    if refused:
        problems.append(_("Not feasible according to: %(who)s.") % {"who": "、".join(refused)})
    if former:
        problems.append(_("Confirmed for an earlier solution only; ask again: %(who)s.") % {"who": "、".join(former)})
    return problems


def refuse_infeasible(opportunity: Opportunity) -> None:
    """A complex project is not agreed on while the last word of a department is that it cannot be done (OPP-03)."""
    refused = [
        each for each in opportunity.support_requests.latest() if each.status == SupportRequest.Status.NOT_FEASIBLE
    ]
    if opportunity.is_complex and refused:
        raise BusinessError(
            _("Not feasible according to: %(who)s.")
            % {"who": "、".join(str(each.get_department_display()) for each in refused)}
        )


@transaction.atomic
def ask_support(
    pk: int, user: User, departments: list[str], question: str, due_on: dt.date | None = None
) -> Opportunity:
    """Hand the project over to departments with a question; each may read it and is asked to answer (OPP-03)."""
    opportunity = lock(Opportunity, pk, "customer__owner", "assigned_to")
    require(can_ask_support(user, opportunity))
    solution = opportunity.solutions.exclude(status__in=Solution.PAST).first()
    open_now = set(
        opportunity.support_requests.filter(status=SupportRequest.Status.ASKED).values_list("department", flat=True)
    )
    for department in departments:
        if department in open_now:
            raise BusinessError(_("This department has not answered the last question yet."))
        notice = notify_department(
            opportunity,
            department,
            lambda: _("Can this project be done? %(what)s") % {"what": opportunity},
            sent_by=user,
            body=question,
        )
        SupportRequest.objects.create(
            opportunity=opportunity,
            solution=solution,
            department=department,
            question=question,
            due_on=due_on,
            asked_by=user,
            notice=notice,
        )
    labels = dict(SupportRequest._meta.get_field("department").choices)
    for department in departments:
        audit.record(
            opportunity, user, gettext_noop("Departments asked"), comment=words.headed(labels[department], question)
        )
    return opportunity


@transaction.atomic
def answer_support(pk: int, user: User, request: SupportRequest, feasible: bool, answer: str) -> Opportunity:
    """The department's word. “Not feasible” sends the opportunity back to the solution (OPP-03, states.md)."""
    opportunity = lock(Opportunity, pk, "customer__owner", "assigned_to")
    request = lock(SupportRequest, request.pk, "notice")
    require(request.opportunity_id == opportunity.pk, _("This request belongs to another opportunity."))
    require(can_answer_support(user, request))
    if not answer.strip():
        raise BusinessError(_("Say what your answer rests on."))
    status = SupportRequest.Status.FEASIBLE if feasible else SupportRequest.Status.NOT_FEASIBLE
    move_part(request, status, answer=answer.strip(), answered_by=user, answered_at=timezone.now())
    text = words.headed(request.get_department_display, answer)
    changes = {"support_requests status": [SupportRequest.Status.ASKED, status]}
    audit.record(opportunity, user, gettext_noop("Department answered"), comment=text, changes=changes)
    _close_notice(request.notice, user)
    if not feasible:
        _back_to_solution(opportunity, request, user, text)
    notify(
        [opportunity.responsible, request.asked_by],
        lambda: _("%(what)s: %(answer)s") % {"what": opportunity, "answer": request.get_status_display()},
        url=opportunity.get_absolute_url(),
        body=text,
    )
    return opportunity


def _close_notice(notice: DepartmentNotice, user: User) -> None:
    if notice is None or notice.status == DepartmentNoticeStatus.DONE:
        return
    if notice.status == DepartmentNoticeStatus.SENT:
        acknowledge(notice.pk, user)
    finish(notice.pk, user)


def _back_to_solution(opportunity: Opportunity, request: SupportRequest, user: User, text: str) -> None:
    """The version that was asked about is marked. Before its quote is out the opportunity goes back to the solution; once
    the customer has the quote it stays where states.md leaves it, and refuse_infeasible() keeps it from being won."""
    if opportunity.status in (Opportunity.Status.SOLUTION, Opportunity.Status.QUOTING):
        advance(opportunity, Opportunity.Status.SOLUTION, user, comment=text, action=gettext_noop("Not feasible"))
    solution = opportunity.solutions.exclude(status__in=[*Solution.PAST, Solution.Status.NOT_FEASIBLE]).first()
    if solution is not None and request.solution_id in (None, solution.pk):
        move(lock(Solution, solution.pk), Solution.Status.NOT_FEASIBLE, user, comment=text)
