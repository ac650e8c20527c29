"""The settings of competitors' prices in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import DAYS, Setting

SETTINGS = (
    Setting(
        "SET-54",
        "competitor_price_days",
        _("A competitor's price is out of date after"),
        180,
        "†",
        unit=DAYS,
        group="pricing",
        minimum=1,
        optional=True,
        help=_("Older ones are shown with a mark and stay out of the average. Empty: they all count."),
        order=45,
    ),
)
