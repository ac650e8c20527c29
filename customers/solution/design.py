"""The solution: written in versions, complete with all its parts, presented, found feasible or not (OPP-02, OPP-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.needs.models import NeedsTemplate
from customers.opportunity.models import Opportunity
from customers.opportunity.pursuit import note_contact
from customers.solution.models import Solution
from customers.solution.papers import issue_solution
from customers.solution.permissions import can_edit_solution, can_start_solution, can_work_solution
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import attachments
from salesmgmt.core.domain.discarding import status_before
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from salesmgmt.core.models import User


def current_solution(opportunity: Opportunity) -> Solution | None:
    """The version that is worked on or offered, or None."""
    rows = opportunity.solutions.exclude(status__in=Solution.PAST)
    return rows.select_related("template", "created_by").first()


def template_of(opportunity: Opportunity) -> NeedsTemplate:
    """The product family found in the needs analysis; the generic one where there was no survey."""
    survey = getattr(opportunity, "needs_survey", None)
    return survey.template if survey else NeedsTemplate.objects.get(is_generic=True)


def missing_parts(wanted: list, present: set) -> list:
    """The mandatory parts of which no file is attached, in order; pure (OPP-02)."""
    return [part for part in wanted if part not in present]


def part_states(solution: Solution) -> list:
    """``[(part, is there a file of it)]``"""
    present = attachments.kinds_of(solution)
    return [(part, part in present) for part in solution.template.parts]


def solution_status(opportunity: Opportunity) -> str:
    """Of the current version; "" while there is none."""
    current = current_solution(opportunity)
    return current.status if current else ""


def can_write_solution(user: User, opportunity: Opportunity) -> bool:
    """A first version, or one in place of what cannot be done; a draft is edited instead."""
    return can_start_solution(user, opportunity) and solution_status(opportunity) in ("", Solution.Status.NOT_FEASIBLE)


def can_renew_solution(user: User, opportunity: Opportunity) -> bool:
    """In place of a version that would do: behind "more"."""
    return can_start_solution(user, opportunity) and solution_status(opportunity) in (
        Solution.Status.COMPLETE,
        Solution.Status.PRESENTED,
    )


@transaction.atomic
def start_solution(pk: int, user: User, title: str = "", content: str = "", advantages: str = "") -> Solution:
    """A first version, or a new one that takes the place of the present; its text goes along."""
    opportunity = lock(Opportunity, pk, "customer__owner", "assigned_to")
    require(can_start_solution(user, opportunity))
    former = current_solution(opportunity)
    if former is not None:
        former = lock(Solution, former.pk, "template")
        move(former, Solution.Status.SUPERSEDED, user, action=gettext_noop("Superseded by a new version"))
    version = (opportunity.solutions.aggregate(last=Max("version"))["last"] or 0) + 1
    solution = Solution.objects.create(
        number=f"{former.number.rsplit('-V', 1)[0]}-V{version}" if former else next_number(Solution.KIND),
        created_by=user,
        opportunity=opportunity,
        template=template_of(opportunity),
        version=version,
        title=title or (former.title if former else opportunity.title),
        content=content or (former.content if former else ""),
        advantages=advantages or (former.advantages if former else ""),
    )
    audit.record(solution, user, gettext_noop("New version"), to_status=solution.status, comment=str(former or ""))
    return solution


def lock_opportunity_of(pk: int) -> None:
    """Before the draft: its opportunity, and the version that would live again."""
    _locked(pk)


def restore_former_solution(solution: Solution, user: User) -> None:
    """The new version was thrown away: the one it took the place of is offered again (OPP-02)."""
    former = solution.opportunity.solutions.filter(status=Solution.Status.SUPERSEDED).order_by("-version").first()
    before = status_before(former, Solution.Status.SUPERSEDED) if former else ""
    if before and former.can_become(before):
        move(lock(Solution, former.pk), before, user, comment=str(solution), action=gettext_noop("In force again"))


@transaction.atomic
def update_solution(pk: int, user: User, **fields: Any) -> Solution:
    solution = _locked(pk)
    require(can_edit_solution(user, solution))
    return change(solution, user, gettext_noop("Edited"), **fields)


def why_not_complete_solution(solution: Solution) -> str:
    """Names the parts that are missing; "" where none is (OPP-02)."""
    missing = missing_parts(solution.template.parts, attachments.kinds_of(solution))
    if missing:
        return _("The solution lacks: %(what)s. Attach a file of each kind.") % {"what": "、".join(missing)}
    return "" if solution.content.strip() else _("Describe the solution first.")


@transaction.atomic
def complete_solution(pk: int, user: User) -> Solution:
    """draft → complete. A prefab house needs design plan, configuration list and construction plan (OPP-02, 001 三(二)2)."""
    solution = _locked(pk)
    guard(solution, Solution.Status.COMPLETE)
    require(can_work_solution(user, solution))
    reason = why_not_complete_solution(solution)
    if reason:
        raise BusinessError(reason)
    move(solution, Solution.Status.COMPLETE, user)
    issue_solution(solution, user)
    return solution


@transaction.atomic
def present_solution(
    pk: int, user: User, presented_on: dt.date, presented_to: str = "", feedback: str = ""
) -> Solution:
    """complete → presented: explained to the customer, on which day, to whom, and what he said (OPP-02, 002-3 §3.3.2)."""
    solution = _locked(pk)
    guard(solution, Solution.Status.PRESENTED)
    require(can_work_solution(user, solution))
    if presented_on > today():
        raise BusinessError(_("The day lies in the future."))
    note_contact(solution.opportunity, user)
    return move(
        solution,
        Solution.Status.PRESENTED,
        user,
        comment=feedback,
        presented_on=presented_on,
        presented_to=presented_to,
        feedback=feedback,
    )


def _locked(pk: int) -> Solution:
    """Parent before child: the opportunity decides what may become of its solutions."""
    found = Solution.objects.filter(pk=pk).values_list("opportunity_id", flat=True).first()
    if found is not None:
        lock(Opportunity, found)
    return lock(Solution, pk, "template", "opportunity__customer__owner", "opportunity__assigned_to")
