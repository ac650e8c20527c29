"""What the customer says of goods in the making: passed on by the rep, answered by production (PRD-07, 001 三(四)1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.production.models import CustomerMessage, Production
from orders.production.permissions import can_answer_opinion, can_pass_on_opinion
from orders.production.run import locked_production
from salesmgmt.core import audit
from salesmgmt.core.domain.notices import notify, notify_department
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import require

if TYPE_CHECKING:
    from salesmgmt.core.models import User


@transaction.atomic
def pass_on_opinion(pk: int, user: User, *, text: str) -> Production:
    """The department hears it as a hand-over that it acknowledges (PRD-07)."""
    production = locked_production(pk)
    require(can_pass_on_opinion(user, production))
    if not text.strip():
        raise BusinessError(_("Say what the customer said."))
    CustomerMessage.objects.create(production=production, text=text, passed_on_by=user)
    audit.record(production, user, gettext_noop("Customer's opinion passed on"), comment=text)
    notify_department(
        production,
        Role.PROD,
        lambda: _("The customer on %(production)s") % {"production": production},
        sent_by=user,
        body=text,
    )
    return production


@transaction.atomic
def answer_opinion(pk: int, user: User, *, message: CustomerMessage, answer: str) -> Production:
    """Production answers; whoever passed it on may tell the customer (PRD-07)."""
    production = locked_production(pk)
    require(can_answer_opinion(user, production))
    found = production.messages.filter(pk=message.pk, answered_at__isnull=True).first()
    if found is None:
        raise BusinessError(_("This message has been answered already."))
    if not answer.strip():
        raise BusinessError(_("Write an answer."))
    found.answer, found.answered_by, found.answered_at = answer, user, timezone.now()
    found.save(update_fields=["answer", "answered_by", "answered_at"])
    audit.record(production, user, gettext_noop("Customer's opinion answered"), comment=answer)
    notify(
        [found.passed_on_by],
        lambda: _("Production answers: %(production)s") % {"production": production},
        url=production.get_absolute_url(),
        body=answer,
    )
    return production
