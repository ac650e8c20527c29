"""Who wrote what is being decided: its creator, its applicant, and everybody who changed its content (SEC-04).

The audit rows of the changes are the record; a round keeps what it read of them when it began.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from salesmgmt.core.domain.approvals.describe import approval_of
from salesmgmt.core.models import ApprovalRound, AuditEntry

if TYPE_CHECKING:
    import datetime as dt

    from salesmgmt.core.models import Document, User

# How many of the changed fields are named in a sentence.
NAMED = 4


@dataclass(frozen=True)
class Writing:
    """One person's part in a document. ``names`` is what he changed, empty where he only made it; ``at`` the last time."""

    person: Any
    at: datetime | None
    names: tuple = ()


def is_content(model: type[Any], name: str) -> bool:
    """Is the change of ``name`` one of what is decided on? What no form writes (a stamp, a sum) is not, nor is how the
    document or one of its rows stands (who was invited has answered)."""
    if name.rpartition(" ")[2] == "status":
        return False
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:  # a line, or a label of the app's own
        return True
    return getattr(field, "editable", True)


def content_of(entry: AuditEntry, model: type[Any]) -> tuple:
    """The names an audit row says were changed, as far as they are content."""
    return tuple(name for name in entry.changes if is_content(model, name))


def writings(document: Document) -> dict:
    """``{pk: Writing}`` of everybody who changed the content since the round that last decided on it began.

    A round that was rejected, sent back or withdrawn decided nothing: what was changed before it is still to be decided.
    Where the document was never agreed to, all since its creation counts.
    """
    rows = _entries(document)
    decided = _last_agreed(document)
    found = _written(rows.filter(at__gt=decided) if decided else rows, type(document))
    approval = approval_of(document)
    # A document that is made of another one (a special discount of its quote) is written by who wrote that one.
    for source in filter(None, approval.made_of(document) if approval and approval.made_of else ()):
        for pk, writing in {**_creator(source), **_written(_entries(source), type(source))}.items():
            found.setdefault(pk, writing)
    return found


def _entries(document: Document) -> Any:
    return (
        AuditEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(document), object_id=document.pk, actor__isnull=False
        )
        .exclude(changes={})
        .select_related("actor")
        .order_by("pk")
    )


def _last_agreed(document: Document) -> Any:
    """When the round began that ended in an agreement, the newest one; None without."""
    if approval_of(document) is None:
        return None
    rounds = ApprovalRound.objects.filter(
        content_type=ContentType.objects.get_for_model(document),
        object_id=document.pk,
        status=ApprovalRound.Status.APPROVED,
    )
    return rounds.order_by("-no").values_list("opened_at", flat=True).first()


def _written(rows: Any, model: type[Any]) -> dict:
    found: dict = {}
    for entry in rows:
        names = content_of(entry, model)
        if names:
            earlier = found[entry.actor_id].names if entry.actor_id in found else ()
            found[entry.actor_id] = Writing(entry.actor, entry.at, tuple(dict.fromkeys([*earlier, *names])))
    return found


def _creator(document: Document) -> dict:
    if not document.created_by_id:
        return {}
    return {document.created_by_id: Writing(document.created_by, document.created_at)}


def writers_of(document: Document) -> dict:
    """writings() with the creator: everybody who may not take a decision on it alone (SEC-04)."""
    return {**_creator(document), **writings(document)}


def kept_authors(document: Document, applicant: User) -> list:
    """What a round that begins now keeps of its authors: ``[{"person", "at", "names"}]``."""
    found = writers_of(document)
    rows = [
        {"person": pk, "at": writing.at.isoformat() if writing.at else "", "names": list(writing.names)}
        for pk, writing in found.items()
    ]
    return rows if applicant.pk in found else [*rows, {"person": applicant.pk, "at": "", "names": []}]


def authors_of(document: Document, round_: ApprovalRound) -> set[int]:
    """The ids of those who wrote, changed or submitted what a round decides: they decide at no level (SEC-04)."""
    made = {pk for pk in (document.created_by_id, round_.applicant_id) if pk}
    return made | {each["person"] for each in round_.authors}


def writing_of(person: User, round_: ApprovalRound) -> Writing | None:
    """The Writing of one person that the round keeps, or None."""
    kept = next((each for each in round_.authors if each["person"] == person.pk), None)
    return Writing(person, parse_datetime(kept["at"]) if kept["at"] else None, tuple(kept["names"])) if kept else None


def labels(model: type[Any], names: tuple) -> str:
    """What was changed, in the words of the form; of a line only what was changed in it, each once."""
    found = list(dict.fromkeys(str(_label(model, name)) for name in names))
    text = pgettext("between the parts of a list", ", ").join(found[:NAMED])
    return text if len(found) <= NAMED else _("%(names)s and more") % {"names": text}


def _label(model: type[Any], name: str) -> Any:
    where, _space, field = name.rpartition(" ")
    relation = where.partition(" ")[0]
    if relation in getattr(model, "SNAPSHOT_LINES", ()):
        model, name = model._meta.get_field(relation).related_model, field
    elif name.partition(" ")[0] in getattr(model, "SNAPSHOT_LINES", ()):
        return _("lines")
    try:
        return getattr(model._meta.get_field(name), "verbose_name", name)
    except FieldDoesNotExist:
        return name


def why_not_you(writing: Writing, model: type[Any], decider: str) -> str:
    """The sentence for somebody who would decide had he not written it; ``decider`` in words."""
    if writing.names and writing.at:
        return _("You changed %(what)s on %(day)s, so %(decider)s decides.") % {
            "what": labels(model, writing.names),
            "day": day_of(writing.at),
            "decider": decider,
        }
    return _("You wrote this yourself, so %(decider)s decides.") % {"decider": decider}


def day_of(moment: dt.datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d}"
