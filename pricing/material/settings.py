"""The settings of the material indices in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import PERCENT, Setting

SETTINGS = (
    Setting(
        "SET-48",
        "material_index_percent",
        _("A move of a material index that starts a price review"),
        None,
        "†",
        "decimal",
        unit=PERCENT,
        group="pricing",
        minimum=0,
        optional=True,
        order=40,
    ),
)
