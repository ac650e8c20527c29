"""While an approval round is open, its document belongs to the approval engine: nobody else moves or edits it (SEC-05).

A document and its round can only part where something writes beside the engine. So the question is asked where every
write passes: in ``state.guard``, ``state.move`` and ``state.change``, and in ``Document.save``.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.states import ApprovalRoundStatus, ApprovalStepStatus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


# Derived from the content, not part of it: a customer's new name is written into the search column of his quotes.
DERIVED = frozenset({"search", "sort_key", "updated_at"})

_watched: set[type] = set()
# The documents the engine is writing at this moment, by class and key.
_writing: ContextVar[frozenset] = ContextVar("documents_the_engine_writes", default=frozenset())


def watch(model: type[Any]) -> None:
    """Documents of this class are approved: called where their Approval is registered."""
    _watched.add(model)


def is_watched(document: Any) -> bool:
    return type(document) in _watched


@contextmanager
def by_engine(document: Any) -> Iterator:
    """Inside, the approval engine itself moves or writes this document; only core's approvals may say so."""
    token = _writing.set(_writing.get() | {(type(document), document.pk)})
    try:
        yield
    finally:
        _writing.reset(token)


def open_round_of(document: Any) -> Any:
    """The open approval round of a document, or None; no query for a kind that is not approved."""
    if document.pk is None or not is_watched(document):
        return None
    rounds = apps.get_model("core", "ApprovalRound").objects
    kind = ContentType.objects.get_for_model(document)
    return rounds.filter(content_type=kind, object_id=document.pk, status=ApprovalRoundStatus.OPEN).first()


def waiting_steps(round_: Any) -> list:
    """The steps of a round that wait for a decision now."""
    return [step for step in round_.live_steps() if step.status == ApprovalStepStatus.PENDING]


def is_torn(document: Any, round_: Any) -> bool:
    """Has the document left the stage in which its open round waits? Nobody can decide or withdraw it as usual then."""
    return document.status not in {step.stage for step in waiting_steps(round_)}


def why_locked(document: Any, round_: Any) -> str:
    """Why nothing but a decision is possible, in words; "" without an open round."""
    if round_ is None:
        return ""
    if is_torn(document, round_):
        return _(
            "%(document)s has left its approval on the way: %(applicant)s withdraws it, and then it can be corrected and "
            "submitted again."
        ) % {"document": document, "applicant": round_.applicant}
    asked = [_("%(step)s (%(who)s)") % {"step": step.label, "who": step.asked} for step in waiting_steps(round_)]
    waiting = "、".join(dict.fromkeys(asked))
    return _("In approval, waiting for: %(steps)s. Until the decision nothing is changed.") % {"steps": waiting}


def refuse_in_round(document: Any, fields: Any = None) -> None:
    """BusinessError while a round of the document is open and it is not the engine that writes (SEC-05).

    ``fields`` are those to be written: what is derived from the content, and what the class names in ``BESIDE_ROUND``,
    may be written at any time.
    """
    if not is_watched(document) or (type(document), document.pk) in _writing.get():
        return
    if fields is not None and set(fields) <= DERIVED | set(getattr(document, "BESIDE_ROUND", ())):
        return
    round_ = open_round_of(document)
    if round_ is not None:
        raise BusinessError(why_locked(document, round_))


def refuse_any_in_round(documents: list, fields: Any = None) -> None:
    """refuse_in_round() for many documents of one model, in one query: for the first of them that is in approval."""
    if not documents or not is_watched(documents[0]):
        return
    kind = ContentType.objects.get_for_model(documents[0])
    rounds = apps.get_model("core", "ApprovalRound").objects.filter(content_type=kind, status=ApprovalRoundStatus.OPEN)
    found = rounds.filter(object_id__in=[each.pk for each in documents]).values_list("object_id", flat=True).first()
    if found is not None:
        refuse_in_round(next(each for each in documents if each.pk == found), fields)
