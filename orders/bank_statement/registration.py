"""What bank statements tell core."""

from django.utils.translation import gettext_lazy as _

from orders.account.check import register_check
from orders.bank_statement.check import TAKEN
from orders.bank_statement.imports import BANK_LINES
from orders.bank_statement.permissions import reads_statements
from salesmgmt.core import registry
from salesmgmt.core.domain.imports import register_import


def register():
    register_import(BANK_LINES)
    register_check("bank_statement_lines", TAKEN)
    registry.register_menu("money", _("Bank statements"), "bank-statement-list", "building-bank", reads_statements, 33)
