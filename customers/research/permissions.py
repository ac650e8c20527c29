from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.domain.approvals.alone import decides_alone
from salesmgmt.core.permissions import Role, may, may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from customers.research.models import ResearchReport
    from salesmgmt.core.models import User


@because(_("Research reports are written by sales representatives and supervisors."))
def can_create_research(user: User) -> bool:
    return may_at_all(user, "research", "C")


@because(_("A research report is edited by its author, while it is a draft."))
def can_edit_research(user: User, report: ResearchReport) -> bool:
    return report.is_editable and report.author_id == user.pk and may(user, "research", "U", owner=report.author)


@because(_("A research report is submitted by its author, while it is a draft."))
def can_submit_research(user: User, report: ResearchReport) -> bool:
    return can_edit_research(user, report)


@because(_("A research report is reviewed by the manager of the region, and by nobody who wrote it."))
def can_review_research(user: User, report: ResearchReport) -> bool:
    """The manager of the region; nobody what he wrote (RSH-01, SEC-04)."""
    allowed = may(user, "research", "review", owner=report.author)
    return allowed and report.author_id != user.pk and decides_alone(user, report, Role.MGR, allowed)


@because(_("A draft of a research report is passed on by the manager of the region."))
def can_pass_on_research(user: User, report: ResearchReport) -> bool:
    """A draft nobody has begun in earnest is given to somebody else by those who review it."""
    return report.is_editable and may(user, "research", "review", owner=report.author)


@because(right_of("research", "R"))
def reads_research(user: User) -> bool:
    return may_at_all(user, "research", "R")
