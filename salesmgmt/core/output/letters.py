"""The one place where an e-mail is made: whatever people typed, its headers are one line each."""

import unicodedata

from django.core.mail import EmailMessage


def one_line(text, limit=None):
    """The text without line breaks, control and direction characters, for a header or a line of a list."""
    text = "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in str(text))
    text = " ".join("".join(sign for sign in text if unicodedata.category(sign) != "Cf").split())
    return text[:limit].rstrip() if limit else text


def letter(subject, body, to, *, reply_to=(), connection=None):
    """A message with clean headers (``to`` and ``reply_to`` are lists of addresses); nothing is sent yet."""
    return EmailMessage(
        one_line(subject),
        body,
        to=[one_line(address) for address in to],
        reply_to=[one_line(address) for address in reply_to],
        connection=connection,
    )
