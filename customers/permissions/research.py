"""Who writes, reviews and uses market research."""

from salesmgmt.core.domain.approvals.alone import decides_alone
from salesmgmt.core.permissions import Role, may, may_at_all


def can_create_research(user):
    return may_at_all(user, "research", "C")


def can_edit_research(user, report):
    return report.is_editable and report.author_id == user.pk and may(user, "research", "U", owner=report.author)


def can_submit_research(user, report):
    return can_edit_research(user, report)


def can_review_research(user, report):
    """The manager of the region; nobody what he wrote (RSH-01, SEC-04)."""
    allowed = may(user, "research", "review", owner=report.author)
    return allowed and report.author_id != user.pk and decides_alone(user, report, Role.MGR, allowed)


def can_pass_on_research(user, report):
    """A draft nobody has begun in earnest is given to somebody else by those who review it."""
    return report.is_editable and may(user, "research", "review", owner=report.author)


def can_report_intelligence(user):
    return may_at_all(user, "intelligence", "C")


def can_edit_intelligence(user, item):
    """The reporter, until his manager has read it."""
    return item.is_editable and item.created_by_id == user.pk


def can_use_intelligence(user, item):
    """The manager of the reporter, or the director (RSH-02)."""
    return (
        user.has_role(Role.MGR, Role.DIR)
        and item.created_by_id != user.pk
        and may(user, "intelligence", "U", owner=item.created_by)
    )


def reads_intelligence_of_others(user):
    return user.has_role(Role.MGR, Role.DIR) and may_at_all(user, "intelligence", "U")


def can_propose_strategy(user):
    return may_at_all(user, "strategy", "C")


def can_edit_strategy(user, proposal):
    return proposal.is_editable and proposal.created_by_id == user.pk


def can_submit_strategy(user, proposal):
    """Its author, the deputy manager or the director (RSH-03)."""
    return can_edit_strategy(user, proposal) and may(user, "strategy", "U", owner=proposal.created_by)
