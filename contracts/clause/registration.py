"""What the clause library tells core about itself."""

from django.utils.translation import gettext_lazy as _

from contracts.clause.approval import CLAUSE
from contracts.clause.models import LibraryClause
from contracts.clause.permissions import can_edit_clause
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.permissions import may_at_all


def register():
    registry.register_document(
        LibraryClause, "CLS", _("Library clause"), _("Clause library"), "books", "clause-list", search=False
    )
    registry.register_menu(
        "contracts", _("Clause library"), "clause-list", "books", lambda user: may_at_all(user, "clause", "R"), 32
    )
    approvals.register(CLAUSE)
    register_draft(LibraryClause, can_edit_clause)
