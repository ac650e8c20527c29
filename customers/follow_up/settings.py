"""The settings of the follow up in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import DAYS, Setting

SETTINGS = (
    Setting(
        "SET-39",
        "follow_up_days",
        _("Follow-up call every"),
        90,
        "†",
        unit=DAYS,
        group="customers",
        minimum=1,
        order=210,
    ),
    Setting(
        "SET-54",
        "dormant_days",
        _("A customer without activity is dormant after"),
        90,
        "†",
        unit=DAYS,
        group="customers",
        minimum=1,
        order=270,
    ),
    Setting(
        "SET-54",
        "tracking_card_required",
        _("A follow-up call demands the quality tracking card"),
        False,
        "003 (三)5",
        "bool",
        group="customers",
        order=290,
        profiles={"forging": True},
    ),
)
