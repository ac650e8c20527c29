"""The setting of the team page and of everybody's own."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import Setting

SETTINGS = (
    Setting(
        "SET-54",
        "rank_shown",
        _("A representative sees his place among all"),
        False,
        "†",
        "bool",
        group="performance",
        order=260,
    ),
)
