"""The settings of the review in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import YUAN, Setting

DEPARTMENTS = (
    ("tec", _("Technical department")),
    ("qa", _("Quality department")),
    ("prod", _("Production department")),
    ("leg", _("Legal")),
    ("fin", _("Finance")),
)

SETTINGS = (
    Setting(
        "SET-27",
        "contract_manager_review",
        _("Contract review by the sales manager"),
        True,
        "000 四(一)3; 002-2 §12",
        "bool",
        group="contracts",
        order=10,
        profiles={"cqxf": False},
    ),
    Setting(
        "SET-27",
        "contract_departments",
        _("Departments that review a contract"),
        ["tec", "qa", "prod", "leg"],
        "004 §3.1~3.5; 001 三(三)1",
        "choices",
        group="contracts",
        choices=DEPARTMENTS,
        order=20,
        profiles={"prefab": ["leg"], "forging": ["tec", "qa", "prod"], "cqxf": ["tec", "qa", "prod"]},
    ),
    Setting(
        "SET-27",
        "contract_director_review",
        _("Major contracts pass the sales director"),
        True,
        "002-4 §5.6",
        "bool",
        group="contracts",
        order=30,
        profiles={"cqxf": False},
    ),
    Setting(
        "SET-27a",
        "annexes_before_review",
        _("Annexes are needed before a department agrees"),
        True,
        "004 §3.3~3.4",
        "bool",
        group="contracts",
        order=40,
    ),
    Setting(
        "SET-28",
        "major_contract_amount",
        _("A contract is major from"),
        None,
        "002-4 §5.6",
        "decimal",
        unit=YUAN,
        group="contracts",
        minimum=0,
        optional=True,
        help=_("Empty: every contract is major."),
        order=60,
    ),
)
