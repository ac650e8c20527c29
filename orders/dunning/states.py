"""The states of a dunning letter, and the words for a collection action."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LetterStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent")
    DISCARDED = "discarded", _("Discarded")


LETTER_TRANSITIONS: dict[str, list[str]] = {LetterStatus.DRAFT: [LetterStatus.SENT, LetterStatus.DISCARDED]}


class Way(models.TextChoices):
    """How the customer was reached."""

    CALL = "call", pgettext_lazy("collection", "Telephone")
    VISIT = "visit", pgettext_lazy("collection", "Visit")
    MESSAGE = "message", pgettext_lazy("collection", "Message")
    LETTER = "letter", _("Dunning letter")


class Cause(models.TextChoices):
    """Why the customer has not paid (002-1 §12.2: the cause is learned)."""

    SHORT = "short", _("Short of money")
    PAYMENT_RUN = "payment_run", _("Waits for his payment run")
    PAPERS = "papers", _("Invoice or papers missing")
    QUALITY = "quality", _("Objects to the quality")
    PRICE = "price", _("Objects to price or quantity")
    OVERLOOKED = "overlooked", _("Overlooked")
    OTHER = "other", pgettext_lazy("cause", "Another cause")


class Sending(models.TextChoices):
    MAIL = "mail", pgettext_lazy("sending", "E-mail")
    POST = "post", pgettext_lazy("sending", "Registered post or courier")
    FAX = "fax", pgettext_lazy("sending", "Fax")
    HAND = "hand", pgettext_lazy("sending", "Handed over")
