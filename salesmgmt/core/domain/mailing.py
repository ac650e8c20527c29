"""Mailing the notices that still have to be mailed; safe to run twice and after any pause."""

import logging
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from salesmgmt.core.models import Notice

logger = logging.getLogger(__name__)

BATCH = 200
# After this many failures a notice stays in the app only.
ATTEMPTS = 5


def send_pending_mail():
    """Mail up to BATCH notices, each locked on its own, so that two workers never mail one twice. Returns how many."""
    sent = 0
    waiting = Notice.objects.filter(mailed_at__isnull=True, mail_attempts__lt=ATTEMPTS).order_by("pk")
    for pk in list(waiting.values_list("pk", flat=True)[:BATCH]):
        sent += _send_one(pk)
    return sent


@transaction.atomic
def _send_one(pk):
    notice = (
        Notice.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("user")
        .filter(pk=pk, mailed_at__isnull=True)
        .first()
    )
    if notice is None:
        return 0
    try:
        if notice.user.email:
            EmailMessage(notice.subject, notice.body or notice.subject, to=[notice.user.email]).send()
    except (SMTPException, OSError) as error:
        logger.warning("mail of notice %s failed: %s", pk, error)
        notice.mail_attempts += 1
        notice.save(update_fields=["mail_attempts"])
        return 0
    notice.mailed_at = timezone.now()
    notice.save(update_fields=["mailed_at"])
    return 1
