"""A form posted twice makes one document."""

import uuid
from contextlib import contextmanager

from django.db import transaction
from django.utils.translation import gettext as _

from salesmgmt.core.collisions import said_in_words
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import FormToken

FIELD = "form_token"


def new_token():
    return str(uuid.uuid4())


def _token(posted):
    try:
        return uuid.UUID(posted.get(FIELD, ""))
    except ValueError:
        return None


def address_of(posted, user):
    """Where the same form led before, or "" for a form that was not yet accepted."""
    token = _token(posted)
    return FormToken.objects.filter(token=token, user=user).values_list("url", flat=True).first() or "" if token else ""


def once(posted, user, write):
    """Run ``write()`` (which returns an address) once for the form; a second post gets the first one's address.

    Both posts insert the same unique token, so the second waits until the first has committed or failed. Where the
    first failed, nothing is left of it and the second counts. A post without token (a plain button) simply runs.
    What the database undid because of another act goes through here once more (BusinessErrorMiddleware), token and all.
    """
    with remembering_refusals(), said_in_words():
        return _once(posted, user, write)


@contextmanager
def remembering_refusals():
    """Around a transaction: when a rule refuses, what is to remain of the refusal is written after the rollback."""
    try:
        yield
    except BusinessError as refusal:
        if refusal.remains is not None:
            with transaction.atomic():
                refusal.remains()
        raise


def _once(posted, user, write):
    token = _token(posted)
    if token is None:
        with transaction.atomic():
            return write()
    with transaction.atomic():
        row, is_first = FormToken.objects.get_or_create(token=token, defaults={"user": user})
        if row.user_id != user.pk:
            raise BusinessError(_("This form belongs to somebody else. Open it again."))
        if is_first:
            row.url = write()
            row.save(update_fields=["url"])
        return row.url
