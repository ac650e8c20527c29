"""Errors of the program for ADMIN_EMAILS: written down for the worker, so that no request waits for a mail server."""

from __future__ import annotations

import datetime as dt
import logging
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import Error, connection, transaction
from django.utils import timezone
from django.utils.log import AdminEmailHandler

if TYPE_CHECKING:
    from typing import Any


# The same error is mailed once in so long a time; the log has each.
QUIET = dt.timedelta(minutes=10)
LONGEST = 100_000

logger = logging.getLogger(__name__)


class RefusalsInOneLine(logging.Filter):
    """What was refused (403, 404, a foreign host) is one line of the log, without the way it took through the code."""

    def filter(self, record: Any) -> bool:
        if getattr(record, "status_code", 500) < 500 or record.name.startswith("django.security"):
            record.exc_info = record.exc_text = None
        return True


class QueuedErrorHandler(AdminEmailHandler):
    """Django's report of an error, as rows; where the database is what fails, through the queue without a row.

    That something stands still (503 of /healthz/ and /readyz/, asked every few seconds) is no error of the program: the
    watch tells it, once a day.
    """

    def emit(self, record: Any) -> None:
        if getattr(record, "status_code", None) != HTTPStatus.SERVICE_UNAVAILABLE:
            super().emit(record)

    def send_mail(self, subject: Any, message: Any, *args: Any, **kwargs: Any) -> Any:
        # The logging is set up before the models are there.
        from salesmgmt.core.domain.mailing import write_letter  # noqa: PLC0415
        from salesmgmt.core.domain.queueing import enqueue  # noqa: PLC0415
        from salesmgmt.core.models import Letter  # noqa: PLC0415

        subject, message = f"{settings.EMAIL_SUBJECT_PREFIX}{subject}"[:200], message[:LONGEST]
        people = [address for _name, address in settings.ADMINS]
        try:
            if connection.in_atomic_block and connection.needs_rollback:
                raise Error("the transaction is lost")
            with transaction.atomic():
                since = timezone.now() - QUIET
                if not Letter.objects.filter(subject=subject, created_at__gt=since).exists():
                    for address in people:
                        write_letter(address, subject, message)
        except Error:
            enqueue("salesmgmt.core.tasks.mail_error", people, subject, message)
