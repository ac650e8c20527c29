"""The settings of the delivery in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import HOURS, Setting

SETTINGS = (
    Setting(
        "SET-14",
        "formalities_hours",
        _("Hand-over formalities after delivery"),
        24,
        "004 §4.3.6",
        unit=HOURS,
        group="orders",
        minimum=1,
        order=60,
    ),
    Setting(
        "SET-14a",
        "formalities_same_day",
        _("“At once” for the formalities means the same calendar day"),
        True,
        "†",
        "bool",
        group="orders",
        order=70,
    ),
    Setting(
        "SET-46",
        "carrier_default",
        _("Who carries the goods, proposed"),
        "logistics",
        "000 二(二)3; 003 (三)4 †",
        "choice",
        group="orders",
        choices=(("logistics", _("Logistics")), ("carrier", _("Carrier")), ("salesperson", _("Salesperson"))),
        order=80,
    ),
    Setting(
        "SET-54",
        "delivery_note_paper",
        _("Delivery notes are printed on"),
        "A4",
        "†",
        "choice",
        group="orders",
        choices=(
            ("A4", "A4"),
            ("A5 landscape", "A5"),
            ("241mm 140mm", _("241 × 140 mm, continuous paper")),
        ),
        order=85,
    ),
)
