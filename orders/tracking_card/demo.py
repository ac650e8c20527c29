"""Quality tracking cards of the demo company, each of a real delivery: how the goods do in use, and what was done (QC-04)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone

from customers.follow_up.call import log_follow_up
from orders.delivery.models import DeliveryNote
from salesmgmt.core.demo_clock import at

if TYPE_CHECKING:
    from typing import Any

# satisfaction, use, findings, the customer's opinion, action
CARDS = (
    (5, "装车 60 台，市场反馈良好", "三个月无渗漏，制动力稳定", "质量稳定，继续批量采用", "无需处理"),
    (4, "用于出口车型，路试 1.2 万公里", "一件密封圈有轻微渗油", "希望改进密封圈材料", "已更换密封圈，并向质量部反馈"),
    (4, "总装线使用", "安装孔与支架配合偏紧，其余正常", "建议放大装配倒角", "技术部已确认，下批改进倒角"),
)
# So long after the signature he was asked, and the goods were in use since then.
ASKED, USED = dt.timedelta(days=20), dt.timedelta(days=4)


def build(company: Any) -> None:
    """One for the last old enough delivery of as many customers."""
    notes = DeliveryNote.objects.signed().filter(
        kind=DeliveryNote.Kind.NORMAL, signed_at__lt=timezone.now() - ASKED, customer__owner__isnull=False
    )
    newest = {}
    for note in notes.select_related("customer__owner").order_by("-signed_at", "-pk"):
        newest.setdefault(note.customer_id, note)
    for note, card in zip(newest.values(), CARDS, strict=False):
        _card(note, *card)


def _card(note: DeliveryNote, satisfaction: int, usage: str, findings: str, opinion: str, action: str) -> None:
    product = note.lines.select_related("product").order_by("pk")[0].product
    moment = note.signed_at + ASKED
    with at(moment):
        log_follow_up(
            note.customer.owner,
            customer=note.customer,
            satisfaction=satisfaction,
            usage=usage,
            opinions=opinion,
            contact=note.customer.contacts.first(),
            called_at=moment,
            product_code=product.code,
            product_name=product.name,
            card={
                "delivery_note": note.number,
                "used_on": (note.signed_at + USED).date(),
                "findings": findings,
                "opinion": opinion,
                "action": action,
            },
        )
