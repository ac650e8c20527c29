"""The settings of the discount in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import Setting

SETTINGS = (
    Setting(
        "SET-29",
        "special_discount_chain",
        _("A special discount is approved by"),
        "manager_director",
        "002-1 §9.2; 002-4 §5.6",
        "choice",
        group="pricing",
        choices=(("manager_director", _("sales manager, then sales director")), ("manager", _("sales manager"))),
        order=10,
    ),
)
