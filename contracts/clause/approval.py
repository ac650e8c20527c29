"""The approval of library clauses: legal, and nobody else (CON-18)."""

from django.utils.translation import gettext_lazy as _

from contracts.clause.library import approved_fields
from contracts.clause.models import LibraryClause
from contracts.clause.permissions import can_edit_clause
from contracts.clause.states import ClauseStatus
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.permissions import Role


def steps_for_clause(clause, policy):
    """Legal secures that clauses are lawful (002-1 §18.3)."""
    return [Step(1, Role.LEG, _("Legal review"), ClauseStatus.LEGAL_REVIEW.value, key="legal")]


CLAUSE = Approval(
    model=LibraryClause,
    steps_for=steps_for_clause,
    approved=ClauseStatus.APPROVED,
    rejected=ClauseStatus.REJECTED,
    returned=ClauseStatus.DRAFT,
    withdrawn=ClauseStatus.DRAFT,
    can_submit=can_edit_clause,
    approved_fields=approved_fields,
    title=lambda clause: clause.title,
)
