"""The settings of the customer in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import DAYS, Setting

SETTINGS = (
    Setting(
        "SET-34",
        "customer_review_days",
        _("Customer data are confirmed every"),
        90,
        "†",
        unit=DAYS,
        group="customers",
        minimum=1,
        order=190,
    ),
)
