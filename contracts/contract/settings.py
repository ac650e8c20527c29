"""The settings of the contract in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import DAYS, Setting

SETTINGS = (
    Setting(
        "SET-27b",
        "termination_approver",
        _("A termination is approved by"),
        "gm",
        "†",
        "choice",
        group="contracts",
        choices=(("gm", _("General manager")), ("dir", _("Sales director"))),
        order=50,
    ),
    Setting(
        "SET-36",
        "filing_working_days",
        _("The original is filed within"),
        3,
        "†",
        unit=_("working days"),
        group="contracts",
        minimum=1,
        order=70,
    ),
    Setting(
        "SET-44",
        "monitoring_months",
        _("Contracts are monitored every"),
        1,
        "†",
        unit=_("months"),
        group="contracts",
        minimum=1,
        order=80,
    ),
    Setting(
        "SET-54",
        "contract_expiry_days",
        _("A contract is about to expire within"),
        30,
        "†",
        unit=DAYS,
        group="contracts",
        minimum=1,
        order=90,
    ),
)
