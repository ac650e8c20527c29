"""Links that lead a person to his own first password. Each works once, and nobody types a password for another."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from salesmgmt.core import audit
from salesmgmt.core.domain.company import company
from salesmgmt.core.domain.mailing import send_waiting
from salesmgmt.core.domain.people import can_manage_users
from salesmgmt.core.domain.queueing import enqueue
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import SignInLink, User
from salesmgmt.core.output.letters import page_letter, site_address
from salesmgmt.core.state import lock, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models.organisation import PeopleQuerySet

QUEUE = "sign-in-links"
SALT = "salesmgmt.sign-in-link"
# A technical limit: long enough for a week of holidays.
VALID = dt.timedelta(days=7)


def cannot_sign_in() -> PeopleQuerySet:
    """The active people who have no password yet."""
    return User.objects.active().filter(Q(password="") | Q(password__startswith=UNUSABLE_PASSWORD_PREFIX))


def link_for(person: User) -> str:
    """The address by which this person chooses his password; dead once he has, or has signed in since."""
    token = TimestampSigner(salt=SALT).sign(f"{person.pk}.{_fingerprint(person)}")
    return site_address(reverse("first-password", args=[token]))


def _fingerprint(person: User) -> str:
    """Of what changes when the link is used."""
    return salted_hmac(SALT, f"{person.pk} {person.password} {person.last_login}").hexdigest()[:32]


def person_of(token: str) -> User | None:
    """Whose link it is; None for one that was used, is too old or was never made."""
    try:
        pk, _dot, fingerprint = TimestampSigner(salt=SALT).unsign(token, max_age=VALID).partition(".")
    except BadSignature:
        return None
    person = User.objects.active().filter(pk=pk).first()
    return person if person and constant_time_compare(fingerprint, _fingerprint(person)) else None


@transaction.atomic
def choose_password(token: str, password: str) -> User:
    """The person's own word. Of two who use the link at once the second finds it used."""
    found = person_of(token)
    person = lock(User, found.pk) if found is not None else None
    if person is None or person_of(token) is None:
        raise BusinessError(_("This link was used already or is too old. Ask for a new one."))
    try:
        validate_password(password, person)
    except ValidationError as weak:
        raise BusinessError(" ".join(weak.messages)) from weak
    person.set_password(password)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    audit.record(person, person, gettext_noop("Password chosen by a sign-in link"))
    return person


@transaction.atomic
def send_links(user: User, pks: list[int]) -> int:
    """Mail a link to each of these people who has an address and no password yet; returns how many."""
    require(can_manage_users(user))
    people = cannot_sign_in().filter(pk__in=pks).exclude(email="")
    made = SignInLink.objects.bulk_create(SignInLink(user=person, sent_by=user) for person in people)
    audit.record_many([link.user for link in made], user, gettext_noop("Sign-in link sent"))
    transaction.on_commit(lambda: enqueue("salesmgmt.core.tasks.send_pending_mail"))
    return len(made)


@transaction.atomic
def new_link(pk: int, user: User) -> str:
    """A link to hand over in person. Links made before no longer work, and neither does an old password."""
    person = lock(User, pk)
    require(can_manage_users(user))
    if not person.is_active:
        raise BusinessError(_("%(person)s is not active.") % {"person": person})
    person.set_unusable_password()
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    audit.record(person, user, gettext_noop("Sign-in link made"))
    return link_for(person)


def send_waiting_links() -> int:
    """For the worker: the letters not sent yet; one bad letter stops no other."""
    return send_waiting(QUEUE, SignInLink.objects.select_related("user", "sent_by"), _letter_of, _recipient)


def _letter_of(row: SignInLink, connection: Any) -> Any:
    """None where nothing is to be sent any more: the person has a password or no address, or has left."""
    person = row.user
    if not person.email or not person.is_active or not cannot_sign_in().filter(pk=person.pk).exists():
        return None
    with translation.override(person.language):
        about = {
            "sender": row.sent_by,
            "username": person.username,
            "company": company().full_name,
            "days": VALID.days,
            "link": link_for(person),
        }
        subject = _("Your account of the sales management")
        return page_letter(subject, "sign_in_link", about, [person.email], connection=connection)


def _recipient(row: Any) -> str:
    return f"{row.user} <{row.user.email}>"


def send_again(row: Any) -> None:
    """A letter that was given up is tried with the next ones."""
    if row is not None:  # without one it was the server
        SignInLink.objects.filter(pk=row.pk).update(mail_attempts=0)
    transaction.on_commit(lambda: enqueue("salesmgmt.core.tasks.send_pending_mail"))
