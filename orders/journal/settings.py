"""The ledger accounts of the company's own books in the register: none is invented, an empty one refuses the journal."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import Setting

CODES = (
    ("receivable", _("Ledger account: accounts receivable")),
    ("revenue", _("Ledger account: sales revenue")),
    ("tax", _("Ledger account: output tax")),
    ("bank", _("Ledger account: bank deposits")),
    ("bad_debt", _("Ledger account: bad debts")),
)
HELP = _("The code of a leaf account in the books of the company. While it is empty no journal is made.")

SETTINGS = (
    *(
        Setting(
            "SET-54",
            f"journal_{name}_code",
            label,
            None,
            "†",
            "text",
            group="orders",
            optional=True,
            help=HELP,
            order=400 + place,
        )
        for place, (name, label) in enumerate(CODES)
    ),
    Setting(
        "SET-54",
        "journal_word",
        _("Word of the journal entries"),
        "记",
        "†",
        "text",
        group="orders",
        help=_("As the ledger program calls its kind of voucher."),
        order=410,
    ),
)
