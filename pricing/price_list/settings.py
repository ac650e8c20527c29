"""The settings of the price list in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import PERCENT, Setting

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
)
