"""Writing clauses of the library, their next versions, and taking them out of use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contracts.clause.models import LibraryClause
from contracts.clause.permissions import can_edit_clause, can_retire_clause, can_write_clauses
from contracts.clause.states import ClauseStatus
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.edits import recorded
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import assign, guard, lock, move, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import ApprovalRound, User


@transaction.atomic
def write_clause(user: User, *, field: str, name: str, text: str, usage: str = "") -> LibraryClause:
    """A draft; of a name that is there already its next version, which replaces the former one when legal approves."""
    require(can_write_clauses(user))
    if not text.strip():
        raise BusinessError(_("The clause is empty."))
    versions = LibraryClause.objects.filter(field=field, name=name)
    clause = LibraryClause.objects.create(
        number=next_number(LibraryClause.KIND),
        created_by=user,
        field=field,
        name=name,
        text=text,
        usage=usage,
        version=(versions.aggregate(last=Max("version"))["last"] or 0) + 1,
    )
    audit.record(clause, user, gettext_noop("Written"), to_status=clause.status)
    return clause


@transaction.atomic
def edit_clause(pk: int, user: User, **values: Any) -> LibraryClause:
    clause = lock(LibraryClause, pk)
    if not clause.is_editable:
        raise BusinessError(
            _("%(document)s is “%(now)s” and can no longer be edited.")
            % {"document": clause, "now": clause.get_status_display()}
        )
    require(can_edit_clause(user, clause))
    with recorded(clause, user):
        assign(clause, values)
        clause.save(update_fields=[*values, *clause.touched_fields()])
    return clause


@transaction.atomic
def submit_clause(pk: int, user: User) -> ApprovalRound:
    """To legal: whoever wrote it does not approve it (CON-18, SEC-04)."""
    return approvals.submit(LibraryClause.objects.get(pk=pk), user)


@transaction.atomic
def next_version(pk: int, user: User) -> LibraryClause:
    """A draft of the next version, beginning with the text in use."""
    old = lock(LibraryClause, pk)
    require(can_write_clauses(user))
    waiting = LibraryClause.objects.filter(
        field=old.field, name=old.name, status__in=[ClauseStatus.DRAFT, ClauseStatus.LEGAL_REVIEW]
    ).first()
    if waiting is not None:
        raise BusinessError(_("%(clause)s is being written already.") % {"clause": waiting})
    return write_clause(user, field=old.field, name=old.name, text=old.text, usage=old.usage)


@transaction.atomic
def retire_clause(pk: int, user: User, comment: str) -> LibraryClause:
    """Not offered any more; contracts that have it keep their text."""
    clause = lock(LibraryClause, pk)
    guard(clause, LibraryClause.Status.RETIRED)
    require(can_retire_clause(user, clause))
    return move(clause, LibraryClause.Status.RETIRED, user, comment=comment)


def replace_former(clause: LibraryClause, user: User) -> None:
    """Legal has approved a version: the one before is taken out of use. The caller holds its lock."""
    former = LibraryClause.objects.filter(field=clause.field, name=clause.name, status=ClauseStatus.APPROVED).exclude(
        pk=clause.pk
    )
    for old in former.order_by("pk"):
        move(lock(LibraryClause, old.pk), LibraryClause.Status.RETIRED, user, comment=str(clause))


def approved_fields(clause: LibraryClause, user: User) -> dict:
    """What is written with the approval; the version before makes room in the same transaction."""
    replace_former(clause, user)
    return {"approved_on": today()}


def texts_offered() -> dict:
    """``{field: [(name, text)]}`` of every approved clause: what the forms of contracts offer."""
    found: dict[str, list] = {}
    rows = LibraryClause.objects.filter(status=ClauseStatus.APPROVED).order_by("field", "name")
    for field, name, text in rows.values_list("field", "name", "text"):
        found.setdefault(field, []).append((name, text))
    return found
