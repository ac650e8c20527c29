"""What customers of the demo company say of goods they signed for: every state of an acceptance."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone

from orders.acceptance.course import record_acceptance, record_objection, settle_objection
from orders.acceptance.models import Acceptance
from orders.delivery.models import DeliveryNote
from salesmgmt.core.demo_clock import at

if TYPE_CHECKING:
    from typing import Any

OBJECTIONS = (
    ("quality", "装配面有划伤，要求处理后再验收"),
    ("specification", "铭牌规格与图纸不一致"),
    ("quality", "试装后有异响"),
)
DAY = dt.timedelta(days=1)


def build(company: Any) -> None:
    notes = DeliveryNote.objects.acceptance_open().select_related("customer__owner").order_by("-signed_at", "-pk")
    for number, note in enumerate(notes):
        _course(note, number)


def _course(note: DeliveryNote, number: int) -> None:
    """The newest waits, then: objected, settled, accepted after an objection; the older ones accepted."""
    if number == 0:
        return
    lines = list(Acceptance.objects.filter(line__note=note).values_list("pk", flat=True))
    # What is told here came after the last act on the note.
    owner, moment = note.customer.owner, note.updated_at

    def then(act: Any, **fields: Any) -> None:
        nonlocal moment
        moment = min(moment + DAY / 2, timezone.now())
        with at(moment):
            act(note.pk, owner, lines=lines, **fields)

    if number <= len(OBJECTIONS):
        subject, objection = OBJECTIONS[number - 1]
        then(record_objection, subject=subject, objection=objection)
        if number == 1:
            return
        then(settle_objection, resolution="现场返修并复检合格，客户质量部到场确认")
        if number == 2:
            return
    then(record_acceptance, accepted_for="质量部 赵工")
