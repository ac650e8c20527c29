"""The settings of the public pool in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import Setting

SETTINGS = (
    Setting(
        "SET-60",
        "lead_pool_capacity",
        _("Open leads with which a representative may still claim one from the pool"),
        20,
        "†",
        group="customers",
        minimum=1,
        help=_("A representative who has so many open leads claims no further one."),
        order=170,
    ),
)
