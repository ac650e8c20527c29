"""The settings of returns in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import Setting

SETTINGS = (
    Setting(
        "SET-37",
        "return_arrival",
        _("Arrival for a return"),
        "customer_demand",
        "004 §6.2",
        "choice",
        group="orders",
        choices=(("customer_demand", _("the time the customer demands")),),
        order=220,
    ),
)
