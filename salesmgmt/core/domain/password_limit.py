"""How often a new password may be asked for: by the address it goes to, and by the address it is asked from."""

import datetime as dt
import logging

from django.utils import timezone

from salesmgmt.core.domain.settings import policy
from salesmgmt.core.models import PasswordRequest

logger = logging.getLogger(__name__)

WINDOW = dt.timedelta(hours=1)


def may_send_password(email, client) -> bool:
    """Count this request and say whether its mail goes out (SEC-02, SET-54).

    No more than ``password_requests_per_hour`` mails to one e-mail address, and no more than ``accounts_per_address``
    e-mail addresses from one network address. The row is written first: of two requests at once both are counted.
    """
    email, rules = email.strip().lower()[:254], policy()
    PasswordRequest.objects.create(email=email, client=client)
    recent = PasswordRequest.objects.filter(asked_at__gt=timezone.now() - WINDOW)
    if recent.filter(email=email).count() > rules.password_requests_per_hour:
        logger.warning("no further password mail to one address within the hour")
        return False
    if client and recent.filter(client=client).values("email").distinct().count() > rules.accounts_per_address:
        logger.warning("%s asks for the passwords of too many accounts", client)
        return False
    return True


def forget_password_requests(at):
    """For the clock: what no limit looks at any more goes; returns how many."""
    return PasswordRequest.objects.filter(asked_at__lt=at - dt.timedelta(days=1)).delete()[0]
