"""The one-time link of a survey invitation, and the one answer it takes (SVC-05).

The token has 256 bits of chance, so that guessing is hopeless and needs no counting of attempts; only its SHA-256 is
stored, so that nobody who reads the database can answer for a customer.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.survey.asking import TO_SEND
from customers.survey.models import SurveyAnswer, SurveyInvitation
from customers.survey.permissions import can_make_link, can_mark_sent
from customers.survey.satisfaction import satisfaction_of
from salesmgmt.core.domain.company import company
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.todo import close_tasks
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    from salesmgmt.core.models import User

TOKEN_BYTES = 32


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_link(pk: int, user: User) -> str:
    """A new token for the invitation, which makes the one before worthless; given once, never again (SVC-05)."""
    invitation = lock(SurveyInvitation, pk, "customer__owner", "survey")
    if invitation.status == SurveyInvitation.Status.ANSWERED:
        raise BusinessError(_("%(customer)s has already answered.") % {"customer": invitation.customer})
    if not invitation.survey.is_running:
        raise BusinessError(_("The survey is not running."))
    require(can_make_link(user, invitation))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    # The digest stays out of the audit row; that a link was made is what matters there.
    invitation.token_digest = digest_of(token)
    invitation.save(update_fields=["token_digest"])
    change(invitation, user, gettext_noop("Link made"), link_made_at=timezone.now(), link_made_by=user)
    return token


def letter(invitation: SurveyInvitation, link: str) -> tuple:
    """(subject, text) of the message to the customer, in Chinese whatever the sender reads."""
    with translation.override("zh-hans"):
        words = {
            "contact": invitation.contact or invitation.customer.name,
            "company": company().full_name,
            "until": invitation.survey.closes_on,
            "link": link,
        }
        text = _(
            "%(contact)s, hello! %(company)s would like to know how satisfied you are. Please take two minutes:\n"
            "%(link)s\nThe link is for you alone, can be used once, and is open until %(until)s. Thank you!"
        )
        return invitation.survey.name, text % words


@transaction.atomic
def mark_sent(pk: int, user: User) -> SurveyInvitation:
    """A person sent it; with the last of his customers the to-do is done."""
    invitation = lock(SurveyInvitation, pk, "customer__owner", "survey")
    guard(invitation, SurveyInvitation.Status.SENT)
    require(can_mark_sent(user, invitation), _("Make the link first."))
    move(invitation, SurveyInvitation.Status.SENT, user, sent_at=timezone.now())
    _settle(invitation, user)
    return invitation


def _settle(invitation: SurveyInvitation, user: User) -> None:
    owner = invitation.customer.owner
    left = invitation.survey.invitations.filter(status=SurveyInvitation.Status.TO_SEND, customer__owner=owner)
    if owner is not None and not left.exists():
        close_tasks(invitation.survey, [TO_SEND], user, key=str(owner.pk))


def invitation_of(token: str) -> SurveyInvitation | None:
    """The invitation behind a link that may be answered now; None for one that is unknown, used or too late, which
    the page does not tell apart (SVC-05)."""
    rows = SurveyInvitation.objects.select_related("survey")
    found = rows.filter(token_digest=digest_of(token)).first()
    return found if found is not None and found.survey.is_running else None


@transaction.atomic
def answer_survey(token: str, scores: dict, comment: str = "") -> SurveyInvitation:
    """Keep the one answer: ``scores`` is {question pk: 1..5}. None where the link leads nowhere (any more); of two
    answers at one moment the first wins (SVC-05)."""
    found = invitation_of(token)
    if found is None:
        return None
    invitation = lock(SurveyInvitation, found.pk, "survey", "customer__owner")
    if invitation.token_digest != digest_of(token) or not invitation.survey.is_running:
        return None
    questions = list(invitation.survey.questions.all())
    SurveyAnswer.objects.bulk_create(
        [SurveyAnswer(invitation=invitation, question=each, score=scores[each.pk]) for each in questions]
    )
    # Without its digest the link is unknown from here on.
    invitation.token_digest, invitation.comment = None, comment.strip()
    invitation.save(update_fields=["token_digest", "comment"])
    move(invitation, SurveyInvitation.Status.ANSWERED, None, answered_at=timezone.now())
    _settle(invitation, None)
    result = satisfaction_of(scores[each.pk] for each in questions)
    words = {"customer": invitation.customer, "average": result.average}
    notify(
        [invitation.customer.owner],
        lambda: _("%(customer)s answered the survey: %(average)s of 5") % words,
        url=invitation.get_absolute_url(),
        body=comment,
    )
    return invitation
