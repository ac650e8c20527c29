"""The notices of a day in one letter, for those who prefer that to a letter for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import ngettext

from salesmgmt.core.domain.faults import one_by_one
from salesmgmt.core.domain.mailing import write_letter
from salesmgmt.core.domain.notice_letter import facts_of, link_of
from salesmgmt.core.models import Notice, User
from salesmgmt.core.output.letters import both_forms, site_address

if TYPE_CHECKING:
    import datetime as dt


KEY = "digest"
SHOWN = 100


def send_digests(at: dt.datetime) -> int:
    """For the clock: to everybody who wants it so, what came since the last one and is not read. Returns how many."""
    waiting = User.objects.active().filter(mail_rhythm=User.MailRhythm.DAILY).exclude(email="")
    return one_by_one(KEY, waiting.filter(notices__mailed_at=None, notices__read_at=None).distinct(), send_digest)


@transaction.atomic
def send_digest(user: User) -> int:
    """One letter to this person, unread notices alone; all that waited counts as mailed. Returns 1 where one was made."""
    rows = Notice.objects.select_for_update(of=("self",)).filter(user=user, mailed_at__isnull=True)
    notices = list(rows.filter(read_at__isnull=True).order_by("pk").select_related("sent_by"))
    Notice.objects.filter(user=user, mailed_at__isnull=True).update(mailed_at=timezone.now())
    if not notices:
        return 0
    for notice in notices:
        notice.user = user  # whose roles and scope are remembered
    with translation.override(user.language):
        number = len(notices)
        subject = ngettext("%(number)d new notice", "%(number)d new notices", number) % {"number": number}
        entries = [{"notice": each, "facts": facts_of(each), "link": link_of(each)} for each in notices[:SHOWN]]
        about = {
            "subject": subject,
            "entries": entries,
            "more": number - len(entries),
            "link": site_address("/notices/"),
        }
        text, html = both_forms("digest", about)
    write_letter(user.email, subject, text, html)
    return 1


@transaction.atomic
def choose_rhythm(user: User, rhythm: str) -> User:
    """Whether this person is mailed each notice at once, or all of a day together; what waits follows the choice."""
    if rhythm not in User.MailRhythm.values or rhythm == user.mail_rhythm:
        return user
    user.mail_rhythm = rhythm
    user.save(update_fields=["mail_rhythm"])
    return user
