"""What the customers to be told of new prices tell core, and answer the price adjustments."""

from django.utils.translation import gettext_lazy as _

from pricing.adjustment.models import PriceAdjustment
from pricing.announcement.models import PriceNotice
from pricing.announcement.states import NoticeStatus
from pricing.announcement.telling import TASK, give_up, list_customers, merge_notices, told_of, waiting_of, with_notices
from salesmgmt.core import registry
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.web.status import register_tones


def reads(user):
    return may_at_all(user, "price_notice", "R")


def register():
    register_tones(warn=[NoticeStatus.PENDING], info=[NoticeStatus.EXPLAINED], bad=[NoticeStatus.OBJECTED])
    registry.register_document(
        PriceNotice,
        "PRN",
        _("Customer to be told of prices"),
        _("Customers to be told of prices"),
        "message-2",
        "price-notice-list",
        search=False,
    )
    registry.register_lookup(
        "told_adjustment",
        lambda user: PriceAdjustment.objects.filter(pk__in=PriceNotice.objects.visible_to(user).values("adjustment")),
        label=str,
        search_fields=("number", "title"),
    )
    registry.register_menu("pricing", _("Customers to be told of prices"), "price-notice-list", "message-2", reads, 36)
    registry.register_task_kind(
        TASK, _("Explain new prices"), "message-2", by_hand=False, how=_("Record how you explained it to the customer.")
    )
    registry.register_fact("price_adjustment", "told", told_of)
    registry.register_fact("price_adjustment", "customers_waiting", waiting_of)
    registry.register_fact("price_adjustment", "with_notices", with_notices)
    registry.register_command("price_adjustment", "approved", "announcement", list_customers)
    registry.register_command("price_adjustment", "undone", "announcement", give_up)
    registry.register_merger("customer", "price_notices", merge_notices)
    registry.register_home_card(
        "price-notices",
        _("Customers to be told of new prices"),
        reads,
        lambda user: PriceNotice.objects.visible_to(user).filter(status=NoticeStatus.PENDING),
        f"price-notice-list?status={NoticeStatus.PENDING}",
        icon="message-2",
        tone="warn",
        order=43,
    )
    for kind, url, count in (
        ("price_adjustment", "price-adjustment-notices", lambda each, user: each.notices.visible_to(user)),
        ("customer", "customer-price-notices", lambda each, user: each.price_notices.visible_to(user)),
    ):
        registry.register_tab(
            kind,
            registry.Tab(
                "price-notices",
                _("Price notices"),
                url,
                icon="message-2",
                order=80,
                count=count,
                can=lambda user, each: reads(user),
            ),
        )
