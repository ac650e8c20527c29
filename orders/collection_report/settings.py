"""The settings of the collection report in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import DAYS, Setting

SETTINGS = (
    Setting(
        "SET-49",
        "collection_report_days",
        _("Collection report every"),
        7,
        "†",
        unit=DAYS,
        group="orders",
        minimum=1,
        order=190,
    ),
)
