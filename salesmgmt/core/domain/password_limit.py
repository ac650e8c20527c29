"""A new password asked for: how often it may be, and the letter the worker writes.

The request only counts and writes a row. Whether anybody has the address is looked up by the worker, so that asking
takes the same time for an address we know and for one we do not (SEC-02).
"""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING

from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from salesmgmt.core.domain.queueing import enqueue
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.models import PasswordRequest
from salesmgmt.core.output.letters import page_letter, site_address

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


logger = logging.getLogger(__name__)

WINDOW = dt.timedelta(hours=1)
QUEUE = "password-mail"


@transaction.atomic
def request_password(email: str, client: str) -> PasswordRequest:
    """Count the request, and have the worker answer it within the limits (SEC-02, SET-54)."""
    asked = PasswordRequest.objects.create(email=email.strip().lower()[:254], client=client)
    asked.is_allowed = may_send_password(asked)
    asked.save(update_fields=["is_allowed"])
    transaction.on_commit(lambda: enqueue("salesmgmt.core.tasks.send_pending_mail"))
    return asked


def may_send_password(asked: PasswordRequest) -> bool:
    """Does this request, counted already, stay within the limits (SEC-02, SET-54)?

    No more than ``password_requests_per_hour`` mails to one e-mail address, and no more than ``accounts_per_address``
    e-mail addresses from one network address. The row is written first: of two requests at once both are counted.
    """
    rules, recent = policy(), PasswordRequest.objects.filter(asked_at__gt=timezone.now() - WINDOW)
    if recent.filter(email=asked.email).count() > rules.password_requests_per_hour:
        logger.warning("no further password mail to one address within the hour")
        return False
    client = asked.client
    if client and recent.filter(client=client).values("email").distinct().count() > rules.accounts_per_address:
        logger.warning("%s asks for the passwords of too many accounts", client)
        return False
    return True


def answers_to(asked: PasswordRequest, connection: Any) -> list:
    """For the worker: a letter to each active person with this address; none where it is nobody's."""
    return [password_letter(user, connection) for user in PasswordResetForm().get_users(asked.email)]


def password_letter(user: User, connection: Any) -> Any:
    """The link by which this person chooses a password, in his language; it works once and for a day."""
    with translation.override(user.language):
        place = {
            "uidb64": urlsafe_base64_encode(force_bytes(user.pk)),
            "token": default_token_generator.make_token(user),
        }
        about = {"name": user.username, "link": site_address(reverse("password-reset-confirm", kwargs=place))}
        return page_letter(_("New password"), "password", about, [user.email], connection=connection)
