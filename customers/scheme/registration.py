"""What the evaluation scheme tells core."""

from django.utils.translation import gettext_lazy as _

from customers.scheme.permissions import can_read_scheme
from customers.scheme.versions import scheme_on
from salesmgmt.core.domain.checklist import OPEN, PARTLY, Item, Standing, register_item
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role
from salesmgmt.core.registry import register_menu


def scheme_standing() -> Standing:
    """A version comes with the program; whether its limits are this company's somebody has to see (RAT-09)."""
    try:
        return Standing(PARTLY, str(scheme_on()))
    except BusinessError as none:
        return Standing(OPEN, str(none))


def register():
    register_item(
        Item(
            "scheme",
            _("Evaluation scheme looked at"),
            scheme_standing,
            "evaluation-scheme-list",
            roles=(Role.ADM, Role.DIR),
            help=_("Criteria, grades and warning lines as they come with the program; another version changes them."),
            by_word=True,
            order=160,
        )
    )
    register_menu("customers", _("Evaluation scheme"), "evaluation-scheme-list", "table", can_read_scheme, order=45)
