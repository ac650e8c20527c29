from django.utils.translation import gettext_lazy as _

from contracts.clause.states import ClauseStatus
from salesmgmt.core.permissions import may, may_at_all
from salesmgmt.core.refusal import because


@because(_("Clauses are proposed by sales and by legal."))
def can_write_clauses(user):
    return may_at_all(user, "clause", "C")


@because(_("A clause is edited by its author or by legal, before it is approved."))
def can_edit_clause(user, clause):
    return clause.is_editable and may(user, "clause", "U", owner=clause.created_by)


@because(_("An approved clause is taken out of use by legal."))
def can_retire_clause(user, clause):
    return clause.status == ClauseStatus.APPROVED and may(user, "clause", "A", owner=clause.created_by)
