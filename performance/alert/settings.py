"""How many alerts one change of a rule may open (SET-54)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import Setting

SETTINGS = (
    Setting(
        "SET-54",
        "most_alerts_at_once",
        _("Alerts that a change of a rule may open at once"),
        200,
        "†",
        group="performance",
        minimum=1,
        order=161,
        help=_("A rule that matches nearly everything warns of nothing and is refused."),
    ),
)
