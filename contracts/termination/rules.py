"""What a termination must bring, and when it may be closed: pure rules (AMD-07)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    import datetime as dt

    from contracts.termination.models import ContractTermination


def missing_of_confirmation(termination: ContractTermination, kinds: set, agreed_on: dt.date) -> list[str]:
    """What keeps a termination from being confirmed: ground, reason, the consent document of both parties and the day of
    their agreement (AMD-07, 000 六(三)2)."""
    wanted = [
        (termination.ground, _("ground")),
        (termination.reason.strip(), _("reason")),
        ("consent" in kinds, _("the consent document of both parties")),
        (agreed_on, _("the day of the agreement")),
    ]
    return [str(label) for present, label in wanted if not present]


def missing_of_closing(course: str, handover: str, lessons: str) -> list[str]:
    """Course, hand-over and lessons are recorded before it is closed (AMD-07)."""
    wanted = [
        (course, _("course of the termination")),
        (handover, _("hand-over of what is under way")),
        (lessons, _("lessons learned")),
    ]
    return [str(label) for text, label in wanted if not text.strip()]


def open_rows(rows: list) -> list[str]:
    """What of a settlement sheet is neither settled nor explained (AMD-07)."""
    return [row["text"] for row in rows if row["explanation"] is None]
