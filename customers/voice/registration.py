"""The tab on a customer's page with what he says of us."""

from django.utils.translation import pgettext_lazy

from customers.voice.said import open_voices
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.registry import Tab, register_tab


def register():
    register_tab(
        "customer",
        Tab(
            "quality",
            pgettext_lazy("tab", "Quality"),
            "customer-quality",
            icon="message-report",
            order=30,
            count=open_voices,
            can=lambda user, customer: may_at_all(user, "quality_opinion", "R"),
        ),
    )
