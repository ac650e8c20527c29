"""Decisions that one person takes without a round: nobody on what he wrote, his superior instead (SEC-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from salesmgmt.core.domain.approvals.address import addressee, holders
from salesmgmt.core.domain.approvals.authors import why_not_you, writers_of
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.routing import route
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role
from salesmgmt.core.read_once import read_once

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from salesmgmt.core.models import Document, User


def decides_alone(user: User, document: Document, role: Role, allowed: bool) -> bool:
    """May this person take the decision that belongs to ``role``? (SEC-04)

    ``allowed``: the matrix lets him. Whoever wrote the document or changed its content may not; where nobody else holds
    the role, the superior of the one who would have decided does, whatever his own role is.
    """
    if not user.is_active:
        return False
    writers = _writers(document)
    if user.pk in writers:
        return False
    if allowed:
        return True
    stands_in = _superior(document, role, writers)
    return stands_in is not None and stands_in.pk == user.pk


def why_not_alone(user: User, document: Document, role: Role) -> str:
    """The sentence for one who would decide had he not written it; empty for everybody else."""
    writing = _writers(document).get(user.pk)
    if writing is None or not user.has_role(role):
        return ""
    return why_not_you(writing, type(document), _decider(document, role))


def hand_to_superior(document: Document, role: Role, subject: Callable) -> User:
    """After an edit: where no holder of the role is left who did not write, his superior may read it and is told."""
    person = _superior(document, role, writers_of(document))
    if person is not None:
        route(document, user=person)
        notify([person], subject, url=document.get_absolute_url())
    return person


def _writers(document: Document) -> dict:
    """Read once for all the buttons of a page; under the lock the document is another instance and is asked anew."""
    return read_once(document, "_writers", lambda: writers_of(document))


def _superior(document: Document, role: Role, writers: dict) -> User | None:
    """Who decides instead of the holders of the role, all of whom wrote; None while one is left who did not."""
    if not any(writing.person.has_role(role) for writing in writers.values()):
        return None
    try:
        responsible = document.responsible if role == Role.MGR else None
        return addressee(role, responsible, set(writers), holders)[1]
    except BusinessError:
        return None


def _decider(document: Any, role: Role) -> str:
    person = _superior(document, role, _writers(document))
    return str(person) if person is not None else _("another person (%(role)s)") % {"role": Role(role).label}
