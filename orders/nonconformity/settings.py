"""The settings of the nonconformity in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import DAYS, Setting

SETTINGS = (
    Setting(
        "SET-54",
        "repeated_defect_days",
        _("Earlier nonconformities of a product are shown for"),
        180,
        "†",
        unit=DAYS,
        group="orders",
        minimum=1,
        order=260,
    ),
)
