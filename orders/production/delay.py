"""Delays: noticed by the daily job, explained by production with a new date, over when it has recovered (PRD-07)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.order.models import Order
from orders.production.models import Production
from orders.production.permissions import can_explain_delay
from orders.production.rules import is_delayed
from orders.production.run import locked_production
from salesmgmt.core.calendar import day_of, today
from salesmgmt.core.domain.faults import in_batches
from salesmgmt.core.domain.notices import Message, notify, notify_many
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import change, change_many, lock_many, require

if TYPE_CHECKING:
    import datetime as dt

QUEUE = "production-delay"


def notice_delays(moment: dt.datetime) -> int:
    """J08 production_delay: what should be finished and is not is marked delayed, the rep and production are told once;
    a new date that passes is told again; what has recovered is marked so (PRD-07)."""
    day = day_of(moment)
    running = Production.objects.running()
    rows = running.filter(planned_date__lt=day) | running.filter(delayed=True)
    makers = list(User.objects.with_role(Role.PROD))

    def notice(some: list[Production]) -> int:
        lock_many(Order, {row.order_id for row in some})
        pks = [row.pk for row in some]
        locked = lock_many(Production, pks, "order__customer__owner", "order_line__product")
        late = [each for each in locked if is_delayed(each.status, each.planned_date, day)]
        recovered = [each for each in locked if each.delayed and each not in late]
        begins = [each for each in late if not each.delayed]
        change_many(begins, None, gettext_noop("Production delayed"), {"delayed": True})
        change_many(recovered, None, gettext_noop("Delay recovered"), {"delayed": False})
        return len(notify_many(message for each in late if (message := _news_of(each, day, makers))))

    return in_batches(QUEUE, list(rows.order_by("order__customer", "order", "pk")), notice)


def _news_of(production: Production, day: dt.date, makers: list[User]) -> Message | None:
    expected = production.expected_date
    promised = expected if expected and expected < day else production.planned_date
    if expected and expected >= day:
        return None  # it is known, with cause and new date
    figures = {
        "production": production,
        "day": promised,
        "percent": production.percent,
        "product": production.order_line.product,
    }
    return Message(
        [production.order.customer.owner, *makers],
        lambda: _("Production delayed: %(production)s %(product)s, due %(day)s, %(percent)s %% done") % figures,
        url=production.get_absolute_url(),
        key=f"{QUEUE}-{production.pk}-{promised}",
    )


@transaction.atomic
def explain_delay(pk: int, user: User, *, cause: str, expected_date: dt.date) -> Production:
    """Production names the cause and the new date; the rep hears it at once and coordinates (PRD-07)."""
    production = locked_production(pk)
    require(can_explain_delay(user, production))
    if not cause.strip():
        raise BusinessError(_("Give the cause of the delay."))
    if expected_date < today():
        raise BusinessError(_("The new date lies in the past."))
    change(
        production,
        user,
        gettext_noop("Delay explained"),
        comment=cause,
        delay_cause=cause,
        expected_date=expected_date,
    )
    notify(
        [production.order.customer.owner],
        lambda: _("Expected now on %(day)s: %(production)s") % {"day": expected_date, "production": production},
        url=production.get_absolute_url(),
        body=cause,
    )
    return production
