"""What the customer's account tells core: its tab on the page of the customer."""

from django.utils.translation import gettext_lazy as _

from orders.account.permissions import can_see_receivables
from salesmgmt.core import registry


def register():
    registry.register_tab(
        "customer",
        registry.Tab(
            "account",
            _("Customer account"),
            "customer-account",
            can=lambda user, customer: can_see_receivables(user),
            icon="scale",
            order=60,
        ),
    )
