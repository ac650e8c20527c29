"""The milestones of a potential customer: the sample is confirmed, a letter of intent is agreed (LEAD-08, 004 §5.5.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.potential.models import PotentialCustomer
from customers.potential.permissions import can_record_milestone
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import attachments
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, lock, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from salesmgmt.core.models import Document, User

FIELDS = ("sample", "sample_state", "sample_confirmed_on", "intention", "intent_agreed_on")


def milestones_of(document: Document) -> dict:
    """What a converted lead hands to its opportunity."""
    return {name: getattr(document, name) for name in FIELDS}


@transaction.atomic
def confirm_sample(
    model: type[Any], pk: int, user: User, on: dt.date, sample: str, sample_state: str, file: Any
) -> Document:
    """The customer confirmed the state of a sample: date, sample, state and the paper (LEAD-08)."""
    document = _open(model, pk, user, on)
    attachments.add(document, file, user, kind=PotentialCustomer.SAMPLE_FILE)
    return change(
        document,
        user,
        gettext_noop("Sample confirmed"),
        sample=sample,
        sample_state=sample_state,
        sample_confirmed_on=on,
    )


@transaction.atomic
def agree_intent(model: type[Any], pk: int, user: User, on: dt.date, intention: str, file: Any) -> Document:
    """A preliminary letter of intent was reached: date, what is intended, and the letter (LEAD-08)."""
    document = _open(model, pk, user, on)
    attachments.add(document, file, user, kind=PotentialCustomer.INTENT_FILE)
    return change(document, user, gettext_noop("Letter of intent agreed"), intention=intention, intent_agreed_on=on)


def _open(model: type[Any], pk: int, user: User, on: dt.date) -> Document:
    document = lock(model, pk, model.REP)
    require(can_record_milestone(user, document))
    if not document.takes_milestones:
        raise BusinessError(
            _("Nothing is recorded while this is “%(status)s”.") % {"status": document.get_status_display()}
        )
    if on > today():
        raise BusinessError(_("The date lies in the future."))
    return document


def milestone_papers(document: Any) -> dict:
    """``{kind of file: who may attach it}``: the papers of a sample and of a letter of intent count for the rep's year
    (LEAD-08)."""
    return dict.fromkeys((PotentialCustomer.SAMPLE_FILE, PotentialCustomer.INTENT_FILE), can_record_milestone)
