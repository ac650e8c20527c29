"""What customer care tells core."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from customers.care.greeting import MAIL_QUEUE, draft_greetings, mail_again, mail_greetings
from customers.care.models import CareTask
from customers.care.states import CareTaskStatus
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.faults import register_queue
from salesmgmt.core.permissions import may_at_all, reads
from salesmgmt.core.registry import (
    Tab,
    register_home_card,
    register_menu,
    register_periodic,
    register_tab,
    register_task_kind,
)
from salesmgmt.core.web.status import register_tones


def register():
    register_menu("visits", _("Customer care"), "care-list", "gift", reads("follow_up"), order=56)
    register_menu(
        "visits",
        _("Festivals"),
        "festival-list",
        "calendar-heart",
        lambda user: may_at_all(user, "festival", "U"),
        order=57,
    )
    register_tones(good=[CareTaskStatus.CALLED], neutral=[CareTaskStatus.SKIPPED])
    register_task_kind(
        "care", _("Birthday greeting"), "gift", by_hand=False, how=_("Closed by sending the greeting or marking it.")
    )
    register_home_card(
        "care-open",
        _("Greetings to send"),
        lambda user: may_at_all(user, "follow_up", "C"),
        lambda user: CareTask.objects.visible_to(user).open().filter(day__gte=today() - dt.timedelta(days=7)),
        f"care-list?status={CareTask.Status.DRAFT}",
        icon="gift",
        tone="info",
        order=32,
    )
    register_periodic(
        "care", _("Greetings for birthdays and festivals"), "50 6 * * *", draft_greetings, "REL-01", in_batches=True
    )
    register_queue(MAIL_QUEUE, _("Letters that people sent"), mail_again)
    register_periodic(
        "care_mail", _("Letters that people sent"), "*/5 * * * *", mail_greetings, "REL-01", in_batches=True
    )
    _tabs()


def _tabs():
    register_tab(
        "customer",
        Tab(
            "care",
            _("Customer care"),
            "customer-care",
            icon="gift",
            order=80,
            count=lambda customer, user: customer.care_tasks.visible_to(user),
            can=lambda user, customer: may_at_all(user, "follow_up", "R"),
        ),
    )
