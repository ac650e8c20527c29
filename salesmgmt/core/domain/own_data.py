"""What a person keeps of himself: how he is reached, when not, and where he is signed in. Name, unit, superior and roles
are kept by the administrator (domain.people)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from salesmgmt.core.domain.mailing import write_letter
from salesmgmt.core.models import OpenSession, User
from salesmgmt.core.output.letters import both_forms, site_address
from salesmgmt.core.state import change, lock

if TYPE_CHECKING:
    from typing import Any

    from django.db.models import QuerySet

OWN = ("mobile", "email", "language", "mail_rhythm", "quiet_from", "quiet_until")


@transaction.atomic
def change_own_data(user: User, **fields: Any) -> User:
    """Keep what this person says of himself, ``fields`` of OWN. The address he had is told of a new one, so that nobody
    takes an account over unseen."""
    if unknown := set(fields) - set(OWN):
        raise ValueError(f"these are kept by the administrator: {unknown}")
    person = lock(User, user.pk)
    before = person.email
    person = change(person, user, gettext_noop("User changed"), **fields)
    if before and before != person.email:
        _tell_old_address(person, before)
    return person


def _tell_old_address(person: User, address: str) -> None:
    with translation.override(person.language):
        subject = _("Your mail address was changed")
        about = {"subject": subject, "person": person, "address": person.email, "link": site_address("/me/")}
        text, html = both_forms("address_changed", about)
    write_letter(address, subject, text, html)


def note_session(user: User, session_key: str, address: str | None, device: str) -> None:
    """A sign-in has been done with this session; a session that is taken over by another sign-in is told anew."""
    OpenSession.objects.update_or_create(
        session_id=session_key,
        defaults={"user": user, "address": address, "device": device[:300], "signed_in_at": timezone.now()},
    )


def sessions_of(user: User) -> QuerySet:
    """The sessions in which this person is signed in, the newest first."""
    return OpenSession.objects.filter(user=user).select_related("session")


def end_session(user: User, pk: int) -> int:
    """Sign this person out there; somebody else's session is none of his. Returns how many ended."""
    return _end(sessions_of(user).filter(pk=pk))


def end_other_sessions(user: User, session_key: str) -> int:
    """Sign this person out everywhere but here. Returns how many sessions ended."""
    return _end(sessions_of(user).exclude(session_id=session_key))


@transaction.atomic
def _end(rows: QuerySet) -> int:
    keys = list(rows.values_list("session_id", flat=True))
    Session.objects.filter(pk__in=keys).delete()
    return len(keys)
