"""Mailing what still has to be mailed: rows first, safe to run twice and after any pause, one bad letter stops no other."""

from __future__ import annotations

import datetime as dt
import logging
from smtplib import SMTPAuthenticationError, SMTPException, SMTPRecipientsRefused
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from salesmgmt.core.domain import faults, password_limit
from salesmgmt.core.domain.notice_letter import notice_letter
from salesmgmt.core.domain.queueing import enqueue
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Letter, Notice, PasswordRequest, QueueFault, User
from salesmgmt.core.output.letters import letter

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


logger = logging.getLogger(__name__)

BATCH = 200
# After this many failures a letter waits for the administrator.
ATTEMPTS = 5
# A server that did not answer is left alone so long: the workers have other things to do than to wait for it.
SERVER_RESTS = dt.timedelta(seconds=50)
QUEUE, LETTERS = "mail", "letters"


def send_all_mail() -> int:
    """For the worker: everything that waits, the ways into the program first. Returns how many were mailed."""
    return sum(0 if server_rests() else send() for send in (send_password_mail, send_letters, send_pending_mail))


def server_rests() -> bool:
    """The mail server did not answer a moment ago, whatever it was asked for."""
    queues = (QUEUE, LETTERS, password_limit.QUEUE)
    silent = QueueFault.objects.filter(queue__in=queues, content_type=None)
    return silent.filter(last_at__gt=timezone.now() - SERVER_RESTS).exists()


def send_pending_mail() -> int:
    """Mail up to BATCH notices, those that failed before after the others. Returns how many.

    Who wants his mail once a day gets it from the job of the clock (digest); who has quiet hours gets it after them.
    """
    quiet = User.objects.quiet_at(timezone.localtime().time())
    rows = Notice.objects.select_related("user", "sent_by").exclude(
        user__mail_rhythm=User.MailRhythm.DAILY, user__email__gt=""
    )
    rows = rows.exclude(user__in=quiet)
    return send_waiting(QUEUE, rows, _letter_of_notice, recipient)


def send_letters() -> int:
    """Mail what is no notice: errors, warnings, what was gathered over a day."""
    return send_waiting(LETTERS, Letter.objects.all(), _letter_of_row, lambda row: f"<{row.to}>")


def send_password_mail() -> int:
    """Answer those who asked for a new password, as long as they were within the limits."""
    asked = PasswordRequest.objects.filter(is_allowed=True)
    return send_waiting(password_limit.QUEUE, asked, password_limit.answers_to, lambda row: f"<{row.email}>")


def _letter_of_notice(notice: Notice, connection: Any) -> Any:
    """None where the person has no address: then the notice stays in the program."""
    return notice_letter(notice, connection) if notice.user.email else None


# Gives (file name, bytes) of an issued paper; set by registration, for papers stand further right.
_papers: list[Callable] = []


def take_papers_from(read: Callable) -> None:
    _papers[:] = [read]


def _letter_of_row(row: Letter, connection: Any) -> Any:
    replies = [row.reply_to] if row.reply_to else []
    made = letter(row.subject, row.body, [row.to], html=row.html, reply_to=replies, connection=connection)
    if row.paper_kind_id:
        name, data = _papers[0](row.paper_kind.get_object_for_this_type(pk=row.paper_id), row.paper_form)
        made.attach(name, data, "application/pdf")
    return made


def recipient(notice: Notice) -> str:
    """What the administrator reads of a notice that cannot be mailed: to whom, not what."""
    return f"{notice.user} <{notice.user.email}>"


def send_again(row: Notice) -> None:
    """A row that was given up is mailed with the next ones."""
    if row is not None:  # without one it was the server
        type(row).objects.filter(pk=row.pk).update(mail_attempts=0)
    transaction.on_commit(lambda: enqueue("salesmgmt.core.tasks.send_pending_mail"))


def write_letter(to: str, subject: str, body: str, html: str = "") -> Letter:
    """A letter that the worker mails after the commit."""
    row = Letter.objects.create(to=to, subject=subject[:200], body=body, html=html)
    transaction.on_commit(lambda: enqueue("salesmgmt.core.tasks.send_pending_mail"))
    return row


def mail_state(row: Letter) -> str:
    """What a person reads of a letter that was written for him."""
    if row.mailed_at:
        day = timezone.localtime(row.mailed_at).strftime("%Y-%m-%d %H:%M")
        return _("%(address)s, sent %(time)s") % {"address": row.to, "time": day}
    if row.mail_attempts >= ATTEMPTS:
        return _("%(address)s: could not be sent, the administrator sees why") % {"address": row.to}
    return _("%(address)s: waits to be sent") % {"address": row.to}


def send_paper(to: str, subject: str, body: str, document: Any, form_code: str, *, reply_to: str = "") -> Letter:
    """A letter to somebody outside with the issued paper of a document, which is printed when it is mailed at the latest.

    The row stays: by it the page of the document says whether it went out.
    """
    row = write_letter(to, subject, body)
    row.reply_to, row.paper_form = reply_to, form_code
    row.paper_kind, row.paper_id = ContentType.objects.get_for_model(document), document.pk
    row.save(update_fields=["reply_to", "paper_form", "paper_kind", "paper_id"])
    return row


def paper_letter(document: Any) -> Letter | None:
    """The last letter with which a paper of the document went out, or None."""
    rows = Letter.objects.filter(paper_kind=ContentType.objects.get_for_model(document), paper_id=document.pk)
    return rows.order_by("-pk").first()


def send_waiting(queue: str, rows: Any, letter_of: Callable, label: Callable) -> int:
    """Mail the rows of a model with ``mailed_at`` and ``mail_attempts``; returns how many.

    Each is locked on its own, so that two workers never mail one twice. ``letter_of(row, connection)`` gives a
    message, several, or None, and may raise what it likes: the row is counted as failed, shown to the administrator when it is given up,
    and the next one is mailed. While the server does not answer nothing is counted against a row: all wait, and the
    server is what is shown.
    """
    waiting = rows.filter(mailed_at__isnull=True, mail_attempts__lt=ATTEMPTS).order_by("mail_attempts", "pk")
    pks = list(waiting.values_list("pk", flat=True)[:BATCH])
    if not pks:
        return 0
    connection, sent = get_connection(), 0
    try:
        for pk in pks:
            if not _is_open(queue, connection):
                return sent
            sent += _send_one(queue, rows, pk, letter_of, label, connection)
    finally:
        connection.close()
    faults.done(queue)
    return sent


def _is_open(queue: str, connection: Any) -> bool:
    """The server answers, also after a letter it broke off at; else the rest of the run waits."""
    try:
        connection.open()
    except (SMTPException, OSError) as failure:
        logger.warning("the mail server does not answer: %s", failure)
        faults.note(queue, None, in_words(failure))
        return False
    return True


@transaction.atomic
def _send_one(queue: str, rows: Any, pk: int, letter_of: Callable, label: Callable, connection: Any) -> int:
    row = rows.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk, mailed_at__isnull=True).first()
    if row is None:
        return 0
    try:
        with transaction.atomic():
            made = letter_of(row, connection)
            for message in made if isinstance(made, list) else filter(None, [made]):
                message.send()
    except Exception as failure:
        logger.warning("%s: letter %s failed: %s", queue, pk, failure)
        connection.close()  # the next one begins anew
        _count_failure(queue, row, failure, label)
        return 0
    row.mailed_at = timezone.now()
    row.save(update_fields=["mailed_at"])
    if row.mail_attempts:
        faults.done(queue, row)
    return 1


def _count_failure(queue: str, row: Notice, failure: Any, label: Callable) -> None:
    """A server may answer differently in a minute; a letter that cannot even be written stays as it is."""
    may_heal = isinstance(failure, (SMTPException, OSError))
    row.mail_attempts = row.mail_attempts + 1 if may_heal else ATTEMPTS
    row.save(update_fields=["mail_attempts"])
    if row.mail_attempts >= ATTEMPTS:
        faults.note(queue, row, in_words(failure), label)


def in_words(failure: Any) -> Any:
    """What a mail server says, as an administrator reads it; anything else as it is."""
    if isinstance(failure, SMTPRecipientsRefused):
        code, text = next(iter(failure.recipients.values()))
        answer = f"{code} {text.decode(errors='replace') if isinstance(text, bytes) else text}"
        return BusinessError(_("The mail server refuses this address: %(answer)s") % {"answer": answer})
    if isinstance(failure, SMTPAuthenticationError):
        return BusinessError(_("The mail server does not accept our user name and password."))
    if isinstance(failure, OSError) and not isinstance(failure, SMTPException):
        return BusinessError(_("The mail server does not answer: %(reason)s") % {"reason": failure})
    return failure
