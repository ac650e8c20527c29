"""The settings of the visit in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import DAYS, HOURS, Setting

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
    Setting(
        "SET-33",
        "visit_report_hours",
        _("Visit report after the visit"),
        24,
        "†",
        unit=HOURS,
        group="customers",
        minimum=1,
        order=180,
    ),
    Setting(
        "SET-38",
        "key_visit_days",
        _("Key customers are visited every"),
        30,
        "†",
        unit=DAYS,
        group="customers",
        minimum=1,
        order=200,
    ),
)
