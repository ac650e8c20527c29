"""The settings of the evaluation in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import Setting

SETTINGS = (
    Setting(
        "SET-06",
        "evaluation_valid_preceding_quarters",
        _("Preceding quarters in which an evaluation stays valid"),
        1,
        "004 §2.3 †",
        group="customers",
        minimum=0,
        maximum=4,
        order=40,
    ),
    Setting(
        "SET-07",
        "evaluation_approver",
        _("Company-level approver of the evaluation report"),
        "gm",
        "004 §2.4 †",
        "choice",
        group="customers",
        choices=(("gm", _("General manager")), ("dir", _("Sales director"))),
        order=50,
    ),
)
