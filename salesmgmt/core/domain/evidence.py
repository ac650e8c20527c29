"""Who may attach a file to a document: whoever may do the act that the file proves (DOC-05).

A kind that a rule asks for, or that an act files by itself, is reserved: only who may do that act attaches it, on the
panel of files as well. Any other kind is attached by those who work on the document: who may edit, decide or carry it
out by the matrix, its author, and who is asked for his decision. Who merely reads attaches nothing, but for the kinds
that say so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils import translation
from django.utils.translation import gettext as _

from salesmgmt.core.domain import attachments
from salesmgmt.core.models import ApprovalRound, ApprovalStep
from salesmgmt.core.permissions import MATRIX, Role, may
from salesmgmt.core.state import require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import Attachment, Document, User

READING = {"R", "E"}


@dataclass(frozen=True)
class Rule:
    """``reserved(document) -> {kind: can(user, document)}``; ``also(user, document)``: who works on it beside the matrix."""

    reserved: Callable | None = None
    also: Callable | None = None


_rules: dict[type, Rule] = {}


def register_evidence(model: type[Any], reserved: Callable | None = None, also: Callable | None = None) -> None:
    if model in _rules:
        raise ValueError(f"the evidence of {model.__name__} is registered twice")
    _rules[model] = Rule(reserved, also)


def in_every_language(label: Any) -> set[str]:
    """The texts under which a label may be stored: files keep the kind in the words of who attached them."""
    found = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.add(str(label))
    return found


def reserved_kinds(document: Any) -> dict:
    """``{kind: can(user, document)}`` of what only an act may file."""
    rule = _rules.get(type(document))
    return rule.reserved(document) if rule and rule.reserved else {}


def can_attach(user: User, document: Any, kind: str = "") -> bool:
    """May this person attach a file of this kind? The question of the panel and of the post (DOC-05)."""
    reserved = reserved_kinds(document)
    if kind in reserved:
        return reserved[kind](user, document)
    return works_on(user, document)


def works_on(user: User, document: Any, *, is_asked: bool = True) -> bool:
    """Whoever has more to do with a document than to read it."""
    if user.pk in (getattr(document, "created_by_id", None), getattr(document, "author_id", None)):
        return True
    if _does_more_than_read(user, document):
        return True
    rule = _rules.get(type(document))
    if rule and rule.also and rule.also(user, document):
        return True
    return is_asked and _is_asked(user, document)


def _does_more_than_read(user: User, document: Any) -> bool:
    key = getattr(type(document)._default_manager.all(), "MATRIX_KEY", "") or getattr(document, "KIND", "")
    if key not in MATRIX:
        return False
    verbs = set().union(*(MATRIX[key][Role(role)] for role in user.roles)) - READING
    owner = getattr(document, "responsible", None) or getattr(document, "owner", None)
    routable = document if hasattr(document, "is_routed_to") else None
    return any(may(user, key, verb, owner=owner, document=routable) for verb in sorted(verbs))


def _is_asked(user: User, document: Document) -> bool:
    """An open step waits for him: he may add what his decision rests on."""
    kind = ContentType.objects.get_for_model(document)
    rounds = ApprovalRound.objects.filter(content_type=kind, object_id=document.pk, status=ApprovalRound.Status.OPEN)
    return ApprovalStep.objects.pending_for(user).filter(round__in=rounds).exists()


def attach(document: Any, uploaded: Any, user: User, kind: str = "") -> Attachment:
    """The panel's post: attachments.add() for whoever may; PermissionDenied says what he may not."""
    kind = attachments.clean_kind(kind)
    require(
        can_attach(user, document, kind),
        _("A file of this kind is attached by whoever may do what it proves.")
        if kind in reserved_kinds(document)
        else _("Only those who work on this document attach files to it."),
    )
    return attachments.add(document, uploaded, user, kind)
