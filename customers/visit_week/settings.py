"""The settings of the visits of a week in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import Setting

SETTINGS = (
    Setting(
        "SET-16",
        "visits_per_week",
        _("Visits a week"),
        2,
        "004 §7.10",
        group="customers",
        minimum=0,
        order=110,
    ),
    Setting(
        "SET-16",
        "visits_scope",
        _("Visits are counted"),
        "per_customer",
        "004 §7.10",
        "choice",
        group="customers",
        choices=(("per_customer", _("per customer")), ("per_rep_total", _("per representative in total"))),
        order=120,
    ),
)
