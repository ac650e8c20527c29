"""The settings of price adjustments in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import DEPARTMENT_ROLES, Role
from salesmgmt.core.settings_register import Setting

SETTINGS = (
    Setting(
        "SET-45",
        "price_proposal_months",
        _("Price proposals every"),
        3,
        "†",
        unit=_("months"),
        group="pricing",
        minimum=1,
        order=30,
    ),
    Setting(
        "SET-54a",
        "price_adjustment_approver",
        _("A price adjustment is decided by"),
        "mgr",
        "000 五(三)2 †",
        "choice",
        group="pricing",
        choices=(("mgr", _("Sales manager")), ("gm", _("General manager"))),
        order=50,
        profiles={"forging": "gm"},
    ),
    Setting(
        "SET-54a",
        "marketing_role",
        _("In a joint review of prices, marketing is"),
        Role.DIR.value,
        "†",
        "choice",
        group="pricing",
        choices=tuple((role.value, role.label) for role in (Role.DIR, Role.MGR, Role.SUP, Role.SVC)),
        order=52,
    ),
    Setting(
        "SET-54a",
        "price_adjustment_departments",
        _("Departments that are told of new prices"),
        [Role.FIN.value, Role.PLN.value, Role.CMG.value],
        "†",
        "choices",
        group="pricing",
        choices=tuple((role.value, role.label) for role in Role if role in DEPARTMENT_ROLES),
        help=_("Each acknowledges; everybody who sells is told anyway."),
        order=54,
    ),
)
