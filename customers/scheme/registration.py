"""What the evaluation scheme tells core."""

from django.utils.translation import gettext_lazy as _

from customers.scheme.permissions import can_read_scheme
from salesmgmt.core.registry import register_menu


def register():
    register_menu("customers", _("Evaluation scheme"), "evaluation-scheme-list", "table", can_read_scheme, order=45)
