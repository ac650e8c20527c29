"""The settings of the ticket in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import HOURS, Setting

SETTINGS = (
    Setting(
        "SET-54",
        "ticket_unassigned_hours",
        _("A ticket is assigned within"),
        24,
        "†",
        unit=HOURS,
        group="customers",
        minimum=1,
        order=300,
    ),
)
