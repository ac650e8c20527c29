"""The settings of matching bank lines in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import DAYS, Setting

SETTINGS = (
    Setting(
        "SET-54",
        "bank_sum_items",
        _("A receipt is compared with the sum of up to"),
        3,
        "†",
        unit=_("invoices"),
        group="orders",
        minimum=1,
        maximum=5,
        help=_("Only where one combination alone gives the amount; more invoices take longer and fit by chance."),
        order=211,
    ),
    Setting(
        "SET-54",
        "bank_recorded_days",
        _("A payment recorded by the rep may be the one on the statement, if apart by up to"),
        7,
        "†",
        unit=DAYS,
        group="orders",
        minimum=0,
        maximum=60,
        help=_(
            "Same customer and amount: finance is asked whether it is the same money before a second one is posted."
        ),
        order=212,
    ),
    Setting(
        "SET-54",
        "bank_two_persons",
        _("Who brought a bank statement in does not confirm its lines"),
        False,
        "†",
        "bool",
        group="orders",
        help=_("Who claimed a line never confirms it, whatever this says."),
        order=214,
    ),
)
