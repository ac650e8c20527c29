"""The settings of the amendment in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import Setting

SETTINGS = (
    Setting(
        "SET-27",
        "amendment_departments",
        _("An amendment is reviewed again by"),
        "all",
        "004 §3.9",
        "choice",
        group="contracts",
        choices=(
            ("all", _("all departments that review a contract")),
            ("concerned", _("those of them that the change concerns")),
        ),
        order=45,
    ),
)
