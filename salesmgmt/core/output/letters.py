"""The one place where an e-mail is made: whatever people typed, its headers are one line each."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any


def one_line(text: str, limit: int | None = None) -> str:
    """The text without line breaks, control and direction characters, for a header or a line of a list."""
    text = "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in str(text))
    text = " ".join("".join(sign for sign in text if unicodedata.category(sign) != "Cf").split())
    return text[:limit].rstrip() if limit else text


def site_address(path: str = "/") -> str:
    """The whole address of a page, as it stands in a mail: a worker has no request to take the host from."""
    return settings.SITE_URL.rstrip("/") + path


def letter(
    subject: str, body: str, to: list[str], *, html: str = "", reply_to: Iterable = (), connection: Any = None
) -> Any:
    """A message with clean headers (``to`` and ``reply_to`` are lists of addresses); nothing is sent yet."""
    made = EmailMultiAlternatives(
        one_line(subject),
        body,
        to=[one_line(address) for address in to],
        reply_to=[one_line(address) for address in reply_to],
        connection=connection,
    )
    if html:
        made.attach_alternative(html, "text/html")
    return made


def both_forms(template: str, about: dict) -> tuple:
    """``core/mail/<template>.txt`` and ``.html`` in the language that is active: ``(text, html)``."""
    about = {**about, "site": site_address(), "language": translation.get_language()}
    text = render_to_string(f"core/mail/{template}.txt", about).strip() + "\n"
    return text, render_to_string(f"core/mail/{template}.html", about)


def page_letter(
    subject: str, template: str, about: dict, to: list[str], *, reply_to: Any = (), connection: Any = None
) -> Any:
    """A letter as text and as HTML, both from the template of that name."""
    text, html = both_forms(template, {**about, "subject": one_line(subject)})
    return letter(subject, text, to, html=html, reply_to=reply_to, connection=connection)
