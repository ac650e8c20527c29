"""What the needs and preferences of customers tell core."""

from django.utils.translation import gettext_lazy as _

from customers.preference.keeping import preferences_of
from salesmgmt.core.registry import Tab, register_fact, register_tab


def register():
    register_fact("customer", "preferences", preferences_of)
    register_tab(
        "customer",
        Tab(
            "preferences",
            _("Needs and preferences"),
            "customer-preferences",
            icon="heart",
            order=16,
            count=lambda customer, user: customer.preferences.current(),
        ),
    )
